/** Debian 12 packages that the pages are from. The manuals were counted off by the hash of their names, with some in other
 * languages, and without those that others.ts has; after the empty line are those that came later. */

export const MANUALS = `
abs-guide anarchism angelscript-doc antlr4-doc aptitude-doc-cs aptitude-doc-es aptitude-doc-fr aptitude-doc-it
aptitude-doc-ja aptitude-doc-nl augeas-doc autogen-doc avrdude-doc awl-doc bash-doc bisonc++-doc bsh-doc bzip2-doc
cdist-doc cdrkit-doc coccinelle-doc coinor-libcgl-doc copyq-doc crmsh-doc crystal-doc dcmtk-doc debian-edu-doc-de
debian-edu-doc-ja debian-edu-doc-zh-cn debian-faq debian-faq-de debian-faq-fr debian-faq-it debian-faq-ja
debian-faq-pt debian-faq-zh-cn diskimage-builder-doc dita-ot-doc dose-doc drgeo-doc dvdisaster-doc elinks-doc
euler-doc evolution-data-server-doc eyes17-manuals-fr flex-doc fontforge-doc fop-doc freezer-doc fstrcmp-doc gem-doc
geographiclib-doc gfal2-doc gfarm-doc gm-assistant-doc gmsh-doc gprolog-doc gretl-doc guile-3.0-doc guitarix-doc
h2o-doc haproxy-doc icinga2-doc installation-guide-amd64 inventor-doc ivy-doc jargon jython-doc keepass2-doc
kicad-doc-de kicad-doc-es kicad-doc-fr kicad-doc-it kicad-doc-ja kicad-doc-pl kicad-doc-zh krb5-doc kst-doc
lemonldap-ng-doc lilypond-doc-html-nl maint-guide maint-guide-de maint-guide-es maint-guide-fr maint-guide-ja
maint-guide-zh-cn maint-guide-zh-tw mame-doc manila-doc mapnik-doc mapproxy-doc menhir-doc mpb-doc muttprint-manual
nlopt-doc nted-doc numba-doc oaklisp-doc openshot-qt-doc openvswitch-doc paml-doc pcp-doc pique-doc
png-definitive-guide policykit-1-doc postgis-doc primesieve-doc proofgeneral-doc python-aodhclient-doc
python-bitstring-doc python-blosc-doc python-bs4-doc python-click-doc python-cliff-doc python-cryptography-doc
python-debtcollector-doc python-django-haystack-doc python-django-mptt-doc python-eventlet-doc python-fabio-doc
python-fsspec-doc python-git-doc python-guizero-doc python-hacking-doc python-hypothesis-doc python-itango-doc
python-kombu-doc python-mongoengine-doc python-os-service-types-doc python-osc-placement-doc python-oslo.db-doc
python-oslo.metrics-doc python-oslo.versionedobjects-doc python-osprofiler-doc python-propka-doc
python-pycryptodome-doc python-pyqtgraph-doc python-pyvmomi-doc python-quart-doc python-qwt-doc python-rdflib-doc
python-sfml-doc python-simpy-doc python-sip-doc python-slepc4py-doc python-stevedore-doc python-swiftclient-doc
python-tables-doc python-tosca-parser-doc python-tweepy-doc python-ubelt-doc python-vitrageclient-doc
python-x2gobroker-doc python3-telethon-doc pywps-doc qbs-doc qdbm-doc qt5-doc qtconnectivity5-doc-html qtfeedback5-doc
qtlocation5-doc-html qtremoteobjects5-doc qtscript5-doc qttools5-doc qtwayland5-doc-html qtwebsockets5-doc
raritan-json-rpc-doc rasmol-doc raster3d-doc rdp-classifier-doc redet-doc renaissance-doc rt4-doc-html rtklib-doc
sbcl-doc sbws-doc seqan-raptor-doc shishi-doc slepc3.18-doc snd-doc speex-doc sqlfluff-doc swift-doc sylpheed-doc
tap-plugins-doc tcl8.6-doc texlive-fonts-recommended-doc toulbar2-doc trace2dbest-doc uima-doc unburden-home-dir-doc
vdk2-tutorial wand-doc waylandpp-doc winff-doc wsjtx-doc xmds2-doc yade-doc yodl-doc z88-doc

python-karborclient-doc gnustep-base-doc beagle-doc pmw-doc emboss-doc argyll-doc plplot-doc lammps-doc python-gsd-doc
python-psutil-doc user-mode-linux-doc splint-doc-html portaudio19-doc openafs-doc glibc-doc python-agate-doc
python-designateclient-doc jquery-alternative-doc mypy-doc sdf-doc httrack-doc python-oslo.privsep-doc
python-pyswarms-doc scilab-doc luma.core-doc weresync-doc voms-doc starlink-pal-java-doc llvm-19-doc elastalert-doc
pybind11-doc python-qtawesome-doc xnee-doc sctk-doc jskeus-doc python-pbr-doc python-xraydb-doc heat-doc
python-kitchen-doc python-aiohttp-security-doc python-circuits-doc qtwebview5-doc ghostscript-doc proj-ps-doc
python-billiard-doc python-dask-doc python-octavia-lib-doc python-pyeapi-doc python-sphinx-panels-doc
python-flask-restful-doc kannel-docs v-sim-doc rawtran-doc python-structlog-doc starlink-cdf-java-doc kile-doc
qtdeclarative5-doc flann-doc python-slixmpp-doc vala-0.56-doc python-manilaclient-doc starlink-registry-java-doc
python-reportlab-doc python-nox-doc python-traitlets-doc python-webassets-doc python-taurus-doc garlic-doc
coinor-csdp-doc aspectj-doc velocity-doc emscripten-doc python-graphene-doc python-behave-doc python-ffcx-doc
python-django-uwsgi-ng-doc brickos-doc drbd-doc sonic-pi-server-doc python-flask-bootstrap-doc mash-doc
openpaperwork-core-doc python-elasticsearch-doc tclx8.4-doc dpdk-doc opendbx-doc berkeley-express-doc
python-periodictable-doc qtnetworkauth5-doc normaliz-doc python-yarl-doc ocrmypdf-doc python-pysmi-doc
python-webtest-doc python-vigra-doc python-pyasn1-doc ubuntu-packaging-guide-html-fr mia-tools-doc mu-editor-doc
python-waitress-doc kildclient-doc pyxplot-doc surf-alggeo-doc python-bleach-doc shorewall-doc
python-django-allauth-doc patroni-doc bornagain-doc python-flask-limiter-doc python-wrapt-doc python-osmnx-doc
chezscheme-doc crrcsim-doc sip6-doc hol88-doc qtpdf5-doc-html why3-doc-html gtk-doc-tools mpich-doc
qtsensors5-doc-html ruby-mocha-doc gap-doc tcl-snack-doc lame-doc substance-doc pyotherside-doc esnacc-doc botch-doc
pyzor-doc anyremote-doc forge-doc fltk1.1-doc virtuoso-vad-tutorial apbs-doc gnome-devel-docs xfig-doc signond-doc
modemmanager-doc m4-doc freetype2-doc gradle-doc argagg-dev-doc cockpit-doc ruby-rubymail-doc evolver-doc
powerline-doc sagetex-doc murano-doc qtxmlpatterns5-doc cinnamon-doc tk8.6-doc ecasound-doc lomiri-action-doc
dcl-f77-docs gpsim-doc orthanc-doc fftw-docs coinor-libvol-doc deap-doc parted-doc knot-resolver-doc janus-doc
twisted-doc lomiri-doc borgbackup2-doc recode-doc mrpt-doc xen-doc lomiri-connectivity-doc asciidoctor-doc aodh-doc
llvmlite-doc tiny-dnn-doc sdpb-doc writer2latex-manual clang-14-doc puredata-doc gputils-doc jenkins-job-builder-doc
bind9-doc kyotocabinet-doc gr-radar-doc qtscxml5-doc-html asymptote-doc adql-java-doc bliss-doc
monodoc-taoframework-manual execnet-doc plfit-doc pinentry-doc spooles-doc readline-doc tree-puzzle-doc allegro4-doc
ruby-tioga-doc elpa-transient-doc stilts-doc cimg-doc dietlibc-doc pdb2pqr-doc dx-doc qtwebchannel5-doc-html gdspy-doc
gnome-calls-doc sdcc-doc monodoc-opentk-manual coffeescript-doc pelican-doc groovy-doc coco-doc dblatex-doc
w1retap-doc ufo-core-doc ne-doc qtquickcontrols5-doc-html saods9-doc glance-doc fwupd-doc gsasl-doc
substance-flamingo-doc fweb-doc gnumed-doc clanlib-doc gnuplot-doc ohcount-doc infernal-doc s6-doc ganeti-doc
afnix-doc cyrus-sasl2-doc xorg-docs-core tryton-server-doc puppetdb-doc fastlink-doc qtdatavisualization5-doc
scilab-doc-ja qtserialport5-doc-html rsyslog-doc jeepney-doc stealth-doc hackrf-doc apache2-doc granule-docs
freefem-doc csvkit-doc qtmultimedia5-doc-html ncurses-doc acl2-doc binoculars-doc firehol-doc glbinding-doc rsplib-doc
pysph-doc glpk-doc
`
  .trim()
  .split(/\s+/)

export const TEX_PACKAGES = [
  'texlive-publishers-doc',
  'texlive-humanities-doc',
  'texlive-latex-recommended-doc',
  'texlive-latex-base-doc',
  'texlive-science-doc',
  'texlive-latex-extra-doc',
  'texlive-pictures-doc',
]

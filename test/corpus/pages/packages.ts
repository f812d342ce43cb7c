/** Debian 12 packages that the pages are from. The manuals were counted off by the hash of their names, with some in other
 * languages, and without those that others.ts has. */

export const MANUALS = `
abs-guide anarchism angelscript-doc antlr4-doc aptitude-doc-cs aptitude-doc-es aptitude-doc-fr aptitude-doc-it
aptitude-doc-ja aptitude-doc-nl augeas-doc autogen-doc avrdude-doc awl-doc bash-doc bisonc++-doc bsh-doc
bzip2-doc cdist-doc cdrkit-doc coccinelle-doc coinor-libcgl-doc copyq-doc crmsh-doc crystal-doc dcmtk-doc
debian-edu-doc-de debian-edu-doc-ja debian-edu-doc-zh-cn debian-faq debian-faq-de debian-faq-fr debian-faq-it
debian-faq-ja debian-faq-pt debian-faq-zh-cn diskimage-builder-doc dita-ot-doc dose-doc drgeo-doc dvdisaster-
doc elinks-doc euler-doc evolution-data-server-doc eyes17-manuals-fr flex-doc fontforge-doc fop-doc freezer-
doc fstrcmp-doc gem-doc geographiclib-doc gfal2-doc gfarm-doc gm-assistant-doc gmsh-doc gprolog-doc gretl-doc
guile-3.0-doc guitarix-doc h2o-doc haproxy-doc icinga2-doc installation-guide-amd64 inventor-doc ivy-doc
jargon jython-doc keepass2-doc kicad-doc-de kicad-doc-es kicad-doc-fr kicad-doc-it kicad-doc-ja kicad-doc-pl
kicad-doc-zh krb5-doc kst-doc lemonldap-ng-doc lilypond-doc-html-nl maint-guide maint-guide-de maint-guide-es
maint-guide-fr maint-guide-ja maint-guide-zh-cn maint-guide-zh-tw mame-doc manila-doc mapnik-doc mapproxy-doc
menhir-doc mpb-doc muttprint-manual nlopt-doc nted-doc numba-doc oaklisp-doc openshot-qt-doc openvswitch-doc
paml-doc pcp-doc pique-doc png-definitive-guide policykit-1-doc postgis-doc primesieve-doc proofgeneral-doc
python-aodhclient-doc python-bitstring-doc python-blosc-doc python-bs4-doc python-click-doc python-cliff-doc
python-cryptography-doc python-debtcollector-doc python-django-haystack-doc python-django-mptt-doc python-
eventlet-doc python-fabio-doc python-fsspec-doc python-git-doc python-guizero-doc python-hacking-doc python-
hypothesis-doc python-itango-doc python-kombu-doc python-mongoengine-doc python-os-service-types-doc python-
osc-placement-doc python-oslo.db-doc python-oslo.metrics-doc python-oslo.versionedobjects-doc python-
osprofiler-doc python-propka-doc python-pycryptodome-doc python-pyqtgraph-doc python-pyvmomi-doc python-quart-
doc python-qwt-doc python-rdflib-doc python-sfml-doc python-simpy-doc python-sip-doc python-slepc4py-doc
python-stevedore-doc python-swiftclient-doc python-tables-doc python-tosca-parser-doc python-tweepy-doc
python-ubelt-doc python-vitrageclient-doc python-x2gobroker-doc python3-telethon-doc pywps-doc qbs-doc qdbm-
doc qt5-doc qtconnectivity5-doc-html qtfeedback5-doc qtlocation5-doc-html qtremoteobjects5-doc qtscript5-doc
qttools5-doc qtwayland5-doc-html qtwebsockets5-doc raritan-json-rpc-doc rasmol-doc raster3d-doc rdp-
classifier-doc redet-doc renaissance-doc rt4-doc-html rtklib-doc sbcl-doc sbws-doc seqan-raptor-doc shishi-doc
slepc3.18-doc snd-doc speex-doc sqlfluff-doc swift-doc sylpheed-doc tap-plugins-doc tcl8.6-doc texlive-fonts-
recommended-doc toulbar2-doc trace2dbest-doc uima-doc unburden-home-dir-doc vdk2-tutorial wand-doc waylandpp-
doc winff-doc wsjtx-doc xmds2-doc yade-doc yodl-doc z88-doc
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
]

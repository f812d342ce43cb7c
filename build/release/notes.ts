/** What is new in a version, as CHANGELOG.md has it, and whether a tag is the version's. */

/** The part below `## VERSION`, up to the next. Throws where there is none, or nothing in it. */
export function notesFor(tag: string, changelog: string): string {
  const version = tag.replace(/^v/, '')
  const part = changelog
    .split(/^## /m)
    .slice(1)
    .find((one) => one.split(/[\s,]/)[0] === version)
  const text = part?.slice(part.indexOf('\n')).trim()
  if (!text) throw new Error(`CHANGELOG.md has nothing of ${version}. Write "## ${version}" over what is new.`)
  return `${text}\n`
}

export function checkTag(tag: string, version: string): void {
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, package.json says ${version}. Make them one.`)
}

/** A file's name on one line; one that is too long is cut in its middle, since names differ at their ends. */

/** Characters that stay at the end. */
const TAIL = 10

export function FileName({ name, className = '' }: { name: string; className?: string }) {
  const characters = [...name]
  const head = characters.slice(0, -TAIL).join('')
  return (
    <span className={`file-name ${className}`} title={name}>
      {head !== '' && <span className="file-head">{head}</span>}
      <span className="file-tail">{characters.slice(-TAIL).join('')}</span>
    </span>
  )
}

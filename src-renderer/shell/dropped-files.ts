/** What was dropped, as files. On the desktop a folder stays one, since the core walks it; a browser must walk it here. */
import { bridge } from '../bridge.ts'

export async function droppedFiles(dropped: DataTransfer): Promise<File[]> {
  if (bridge.kind === 'desktop') return [...dropped.files]
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry())
  const plain = [...dropped.files]
  const found = await Promise.all(
    entries.map((entry, at) => (entry?.isDirectory ? filesIn(entry as FileSystemDirectoryEntry) : [plain[at]])),
  )
  return found.flat().filter((file) => file !== undefined)
}

async function filesIn(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const reader = folder.createReader()
  const entries: FileSystemEntry[] = []
  // A reader gives a hundred at a time.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) break
    entries.push(...some)
  }
  const visible = entries.filter(({ name }) => !name.startsWith('.'))
  visible.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  const files = await Promise.all(
    visible.map((entry) =>
      entry.isDirectory
        ? filesIn(entry as FileSystemDirectoryEntry)
        : new Promise<File[]>((resolve, reject) =>
            (entry as FileSystemFileEntry).file((file) => resolve([file]), reject),
          ),
    ),
  )
  return files.flat()
}

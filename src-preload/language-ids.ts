/** Whether a model's id is that of a language, and no vision model's. */
export function isLanguage(id: string): boolean {
  return id.startsWith('tesseract-') || id.startsWith('ppocrv5-')
}

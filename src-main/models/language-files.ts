/** What there is to be had for scripts that the fast engine lacks. */
import { InkleafError } from '../errors.ts'
import { typed } from '../packaged.ts'

export interface LanguageFile {
  id: string
  engine: 'tesseract' | 'nets'
  /** In English. */
  name: string
  path: string
  /** About, where `isExact` is false. */
  bytes: number
  isExact: boolean
  sha256: string
  repo: string
}

/**
 * Of https://github.com/tesseract-ocr/tessdata_fast, 4.1.0: ISO 639-3 with the bytes and the SHA-256 of its file, as Debian's
 * packages (1:4.1.0-2) have it.
 */
const TESSERACT: readonly (readonly [language: string, bytes: number, sha256: string])[] = [
  ['ara', 1432056, 'e3206d3dc87fd50c24a0fb9f01838615911d25168f4e64415244b67d2bb3e729'],
  ['bel', 3692098, '9c6668a0b202f3dcfe074b64620d108e1902ca7498a40b5a11b4a3da6112d58f'],
  ['ben', 855841, '31163084c279aaebd376216f0c3d5c17ad4b5fee8db49dae79c20000b5de5964'],
  ['bul', 1675212, 'aebc9b0fcc8cfaf8a9f38a02bb7b85052bd850744696a2c11cf0081820e5b21e'],
  ['ell', 1419514, '4fba8a0b461038d51f1c20d043d4f2ac38c4e778f1b90830847f7bd8fa3ba726'],
  ['fas', 431500, 'db1c0a91208aff00d3cf1ed2c1d23f76419afd5f024688b4f71adc3f2ce4a505'],
  ['heb', 961404, '11f9e43ab227f786352a50f75c94c2e9906f1baba86d93276da19da7ce0904db'],
  ['hin', 1122751, '4c73ffc59d497c186b19d1e90f5d721d678ea6b2e277b719bee4e2af12271825'],
  ['hye', 3463717, 'b701d0d95799a716143dedb0197504e56f27a1bb133d6607ff5778c6988cb67c'],
  ['kat', 2524769, '557abb6f1c68bc1b286f1bdd00bb6b82f85a427a91899807dab6c2f6c7986731'],
  ['khm', 1446926, '47f110575341b322052f3becbefee61a3ecf1ef549352b5d4d33d28afe30d099'],
  ['kor', 1677415, '6b85e11d9bbf07863b97b3523b1b112844c43e713df8b66418a081fd1060b3b2'],
  ['lao', 6386744, '20124962e93e68121e02c49a949d1f9df5db87dd62e5e4aa578362ca532444f8'],
  ['mar', 2118233, '0ba3f2d116972e72fe9e176bc84c38e81dfb6670f4ed1f7f6c8e16a27da7cb61'],
  ['mkd', 1600188, '58622bf154830fa62103359938564aeb8112b929759e22a48224f3ecfaac34c6'],
  ['mya', 4640561, '02aa6c25cfe9e583fa7b5d4131eac948f962308983f0f397df077dea58212b03'],
  ['nep', 1002911, '280ba9450b4f21afbf5985e0de87857b75a972577c50ef0603c141ddde4f1cb8'],
  ['rus', 3861738, 'e16e5e036cce1d9ec2b00063cf8b54472625b9e14d893a169e2b0dedeb4df225'],
  ['srp', 2149931, 'aa41ae3d9cc705e60d398ab38a5c3cc8b772c0d420c7d4f0859beb13d0e321b6'],
  ['tam', 3237963, 'd02fbec24be4b07e32e80d0ccfc3b6b67a3c5d61c9d0a7c8532677990912c6ec'],
  ['tel', 2769654, 'd10691fddd5b67802e1c12800ebb321d3b8bcd8d24a2ac3ff206f93188c04ab5'],
  ['tha', 1072600, '294227cc2d1292b0acb28d61d4115c88252b96d466ca90b417cf4cf0c67bf07c'],
  ['ukr', 3825102, 'd59e53e2bded32f4445f124b4b00240fcac7e8044c003ab822ccb94f0b3db59b'],
  ['urd', 1398718, '62e8250ce2a994106e313a82e26a516a39e2cf159d0ce3c5b5008387fd0d555f'],
]

/** Of PP-OCRv5 as RapidOCR has it in ONNX, with the SHA-256 of its 3.10.0 (rapidocr/default_models.yaml); MB are PaddleOCR's. */
const NETS: readonly (readonly [script: string, name: string, megabytes: number, sha256: string])[] = [
  ['korean', 'Korean', 14, 'cd6e2ea50f6943ca7271eb8c56a877a5a90720b7047fe9c41a2e541a25773c9b'],
  ['eslav', 'Russian, Ukrainian, Belarusian', 14, '08705d6721849b1347d26187f15a5e362c431963a2a62bfff4feac578c489aab'],
  ['cyrillic', 'Other Cyrillic', 8, '90f761b4bfcce0c8c561c0cb5c887b0971d3ec01c32164bdf7374a35b0982711'],
  ['el', 'Greek', 8, 'b4368bccd557123c702b7549fee6cd1e94b581337d1c9b65310f109131542b7f'],
  ['devanagari', 'Devanagari', 8, 'd6f0a906580e3fa6b324a318718f1f31f268b6ea8ef985f91c2012a37f52c91e'],
  ['th', 'Thai', 8, 'de541dd83161c241ff426f7ecfd602a0ba77d686cf3ab9a6c255ea82fd08006e'],
  ['ta', 'Tamil', 8, 'a42448808b7dea87597336f12438935f40353f1949e8360acd9e06b4da21bfe1'],
  ['te', 'Telugu', 8, 'a3690451b50028a09a3316a1274f7c05728151ea3f8fd392696397a7fefcbd92'],
]

const names = new Intl.DisplayNames('en', { type: 'language' })

export const LANGUAGE_FILES: readonly LanguageFile[] = [
  ...NETS.map(
    ([script, name, megabytes, sha256]): LanguageFile => ({
      id: `ppocrv5-${script}`,
      engine: 'nets',
      name,
      path: `${script}_PP-OCRv5_rec_mobile.onnx`,
      bytes: megabytes * 1e6,
      isExact: false,
      sha256,
      repo: 'RapidAI/RapidOCR',
    }),
  ),
  ...TESSERACT.map(
    ([language, bytes, sha256]): LanguageFile => ({
      id: `tesseract-${language}`,
      engine: 'tesseract',
      name: names.of(language) ?? language,
      path: `${language}.traineddata`,
      bytes,
      isExact: true,
      sha256,
      repo: 'tesseract-ocr/tessdata_fast',
    }),
  ),
]

/** Throws `no_such_model_here`. */
export function languageFile(id: string): LanguageFile {
  const found = LANGUAGE_FILES.find((file) => file.id === id)
  if (found) return found
  throw new InkleafError(
    'no_such_model_here',
    'input',
    `There is no language ${id}. \`${typed('models', 'list')}\` shows those that can be downloaded; put Tesseract's other files into the \`tessdata\` folder of the data folder.`,
  )
}

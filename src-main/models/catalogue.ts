/** Vision models that are known to be good at pages, from their own pages. Any other of a known kind can be had by its repository. */

import type { ModelView } from '../../src-preload/contract.ts'

export interface KnownModel {
  id: string
  name: string
  /** On the hub. */
  repo: string
  /** SPDX. */
  licence: string
  /** Of its weights, about. */
  bytes: number
  /** Of memory while it works, about. */
  memoryBytes: number
  /** By the weights that are read for each token, which bounds how fast it can write: under 1 GB, under 3, more. */
  speed: NonNullable<ModelView['speed']>
  /** Whether it follows words that it was not trained on, as `engines/vlm/prompts.py` has it for its kind. */
  answers: boolean
  /** What its makers have made it for. */
  goodAt: NonNullable<ModelView['goodAt']>
}

const GB = 1e9

export const CATALOGUE: readonly KnownModel[] = [
  {
    id: 'paddleocr-vl',
    name: 'PaddleOCR-VL 1.6',
    repo: 'PaddlePaddle/PaddleOCR-VL-1.6',
    licence: 'Apache-2.0',
    bytes: 2 * GB,
    memoryBytes: 4 * GB,
    speed: 'medium',
    answers: false,
    goodAt: 'blocks',
  },
  {
    id: 'glm-ocr',
    name: 'GLM-OCR 0.9B',
    repo: 'zai-org/GLM-OCR',
    licence: 'MIT',
    bytes: 2.2 * GB,
    memoryBytes: 4 * GB,
    speed: 'medium',
    answers: true,
    goodAt: 'blocks',
  },
  {
    id: 'granite-docling',
    name: 'Granite-Docling 258M',
    repo: 'ibm-granite/granite-docling-258M-mlx',
    licence: 'Apache-2.0',
    bytes: 0.6 * GB,
    memoryBytes: 1.5 * GB,
    speed: 'fast',
    answers: false,
    goodAt: 'pages',
  },
  {
    id: 'qwen3-vl-2b',
    name: 'Qwen3-VL 2B',
    repo: 'Qwen/Qwen3-VL-2B-Instruct',
    licence: 'Apache-2.0',
    bytes: 4.3 * GB,
    memoryBytes: 6 * GB,
    speed: 'slow',
    answers: true,
    goodAt: 'questions',
  },
  {
    // A mixture of experts: some 0.6 of its 3 billion weights are read for a token.
    id: 'deepseek-ocr-2',
    name: 'DeepSeek-OCR-2 3B',
    repo: 'deepseek-ai/DeepSeek-OCR-2',
    licence: 'Apache-2.0',
    bytes: 6.8 * GB,
    memoryBytes: 10 * GB,
    speed: 'medium',
    answers: false,
    goodAt: 'pages',
  },
]

/** The table of contents of the command line: each command with its options and the file that does it. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import {
  ACCURACY,
  CLEAN_UP,
  cleanUp,
  EXPORT_FORMATS,
  ignoreRegions,
  type JobOptions,
  MAX_DPI,
  MIN_DPI,
  MODES,
  TEXT_LAYER,
} from '../../src-preload/model.ts'
import { API_PORT } from '../../src-preload/settings.ts'
import { VERSION } from '../app/version.ts'
import { coerceError, UsageError } from '../errors.ts'
import { FORMATS, type Format } from '../export/formats.ts'
import { wholeNumber } from './arguments.ts'
import { askPage, listAnswers } from './ask.ts'
import { doctor } from './doctor.ts'
import { addClusterCommands, addEngineCommands, addModelCommands } from './engine-commands.ts'
import { exportJob, listJobs, removeJobs, searchHistory, showJob } from './history.ts'
import { ocr } from './ocr.ts'
import { serve } from './serve.ts'
import { note } from './terminal.ts'
import { token } from './token.ts'
import { watchFolder } from './watch.ts'

/** Loaded when it is asked for: the protocol's library would make every other command start later. */
const mcpCommands = () => import('./mcp/commands.ts')

/** Runs a command line and returns the exit code: 0 all well, 1 something failed, 2 wrong usage. */
export async function runCli(argv: readonly string[]): Promise<number> {
  let exitCode = 0
  const program = new Command('inkleaf')
    .description('Reads scans, photos and PDFs into text and Markdown, on this machine.')
    .version(VERSION)
    .exitOverride()
  const run =
    <A extends unknown[]>(work: (...args: A) => Promise<number>) =>
    async (...args: A) => {
      exitCode = await work(...args)
    }

  program
    .command('ocr')
    .description('Read files, folders or - (standard input) and print each page as soon as it is read.')
    .argument('[files...]', 'files, folders and patterns such as "scans/*.png"')
    .addOption(
      new Option('--mode <mode>', 'basic keeps the lines; markdown joins them to paragraphs')
        .choices(MODES)
        .default('basic'),
    )
    .option('--pages <list>', 'pages to read, such as 1-3,7 (default: all)')
    .option(
      '--dpi <n>',
      `resolution at which PDF pages are drawn, ${MIN_DPI} to ${MAX_DPI}`,
      wholeNumber(MIN_DPI, MAX_DPI),
      200,
    )
    .option('--password <password>', 'password of a protected PDF; never stored')
    .option('--priority <n>', 'from -10 to 10; higher goes first', wholeNumber(-10, 10), 0)
    .option('--format <list>', `${FORMATS.join(', ')}; several, parted by commas, with --out`, formats)
    .option('--out <folder>', 'write a file of each format for each source there, instead of printing the text')
    .option('--force', 'let --out overwrite, and text be laid over a signed PDF', false)
    .option('--pdfa', 'PDFs as PDF/A-2u (made of pictures only)', false)
    .option('--engine <name>', 'what reads the pages', 'local')
    .addOption(new Option('--backend <name>', 'what runs the models').choices(['auto', 'mlx', 'onnxruntime']))
    .addOption(new Option('--accuracy <level>', 'time against wrong characters').choices(ACCURACY).default('balanced'))
    .addOption(
      new Option('--text-layer <use>', "a PDF's own text: where it is sound, never, or only it")
        .choices(TEXT_LAYER)
        .default('auto'),
    )
    .option('--clean-up <list>', `before reading: ${CLEAN_UP.join(', ')}, or both, parted by a comma`, cleanUps)
    .option(
      '--ignore <box>',
      'read nothing in LEFT,TOP,RIGHT,BOTTOM, in percent of the page, such as 0,0,100,8 for its head; may be repeated',
      region,
    )
    .option('--fresh', 'read anew what was read before', false)
    .option('--json', 'print one JSON object a line for each event', false)
    .action(run((files, options) => ocr(files, options)))

  program
    .command('serve')
    .description('The window in a browser, and the local API.')
    .argument('[files...]', 'files and folders to read')
    .option(
      '--port <n>',
      `port to listen on; 0: any (default: PORT of the environment, or ${API_PORT})`,
      wholeNumber(0, 65_535),
    )
    .option('--host <name>', 'address of this machine to listen on', '127.0.0.1')
    .option('--open', 'open the browser', false)
    .action(run((files, options) => serve(files, options)))

  program
    .command('token')
    .description("Print the local API's token.")
    .option('--new', 'make a new one; the old one is no longer good', false)
    .action(run((options) => token(options)))

  const mcp = program
    .command('mcp')
    .description('For assistants on this machine: the Model Context Protocol on standard input and output.')
    .action(run(async () => (await mcpCommands()).runMcp()))
  mcp
    .command('allow')
    .description('Let an assistant read files and the history.')
    .argument('<name>', 'as it names itself; it is told which that is')
    .action(run(async (name: string) => (await mcpCommands()).allowClient(name)))
  mcp
    .command('forget')
    .description('Let it no more.')
    .argument('<name>')
    .action(run(async (name: string) => (await mcpCommands()).forgetClient(name)))
  mcp
    .command('list')
    .description('Those that are allowed.')
    .action(run(async () => (await mcpCommands()).listClients()))

  program
    .command('watch')
    .description(
      'A folder that is watched: everything that comes into it is read and written beside. Without a folder: which one is.',
    )
    .argument('[folder]')
    .addOption(new Option('--mode <mode>', 'as for `ocr`').choices(MODES))
    .addOption(new Option('--format <format>', 'what is written of each document').choices(EXPORT_FORMATS))
    .option('--results <folder>', 'where it is written (default: the folder Inkleaf in the watched one)')
    .option('--off', 'watch no folder any more', false)
    .action(run((folder, options) => watchFolder(folder, options)))

  const history = program.command('history').description('What was read before, offline.')
  history
    .command('list')
    .description('Jobs, newest first.')
    .option('--limit <n>', 'how many', wholeNumber(1, 10_000), 50)
    .option('--json', 'print JSON', false)
    .action(run((options) => listJobs(options)))
  history
    .command('search')
    .description('Find words, prefixes and "phrases" on all pages and in file names.')
    .argument('<words...>')
    .option('--limit <n>', 'how many', wholeNumber(1, 500), 20)
    .option('--json', 'print JSON', false)
    .action(run((words, options) => searchHistory(words, options)))
  history
    .command('show')
    .description("A job's pages.")
    .argument('<id>', 'the id that `list` shows, or the start of it')
    .option('--json', 'print JSON', false)
    .action(run((id, options) => showJob(id, options)))
  history
    .command('rm')
    .description('Delete jobs with their pages and kept sources, for good.')
    .argument('<ids...>')
    .option('--json', 'print JSON', false)
    .action(run((ids, options) => removeJobs(ids, options)))
  history
    .command('export')
    .description('Print a job, or write it to a folder.')
    .argument('<id>')
    .option('--format <list>', `${FORMATS.join(', ')} (default: md)`, formats)
    .option('--out <folder>', 'write files there instead of printing')
    .option('--force', 'let --out overwrite, and text be laid over a signed PDF', false)
    .option('--pdfa', 'PDFs as PDF/A-2u (made of pictures only)', false)
    .option('--json', 'say in JSON which files were written', false)
    .action(run((id, options) => exportJob(id, options)))

  history
    .command('ask')
    .description('Ask a vision model or a service about a page; the answer is kept with the document.')
    .argument('<id>')
    .argument('<page>', 'its number', wholeNumber(1, 1_000_000))
    .argument('[question...]')
    .option('--engine <name>', 'who answers (default: the first that can)')
    .option('--tables', 'give the tables of the page', false)
    .option('--formulas', 'give the formulas of the page, as LaTeX', false)
    .option('--json', 'print JSON', false)
    .action(run((id, page, question, options) => askPage(id, page, question, options)))
  history
    .command('answers')
    .description('What was answered about a document.')
    .argument('<id>')
    .option('--json', 'print JSON', false)
    .action(run((id, options) => listAnswers(id, options)))

  addEngineCommands(program, run)
  addModelCommands(program, run)
  addClusterCommands(program, run)

  program
    .command('doctor')
    .description('Check what is installed and whether it works, and how to fix what fails.')
    .option('--json', 'print JSON', false)
    .action(run((options) => doctor(options)))

  try {
    await program.parseAsync([...argv])
    return exitCode
  } catch (caught) {
    if (caught instanceof CommanderError) return caught.exitCode === 0 ? 0 : 2
    const usage = caught instanceof UsageError
    note(usage ? caught.message : coerceError(caught).message)
    if (!usage && process.env['INKLEAF_DEBUG']) console.error(caught)
    return usage ? 2 : 1
  }
}

function cleanUps(text: string): JobOptions['cleanUp'] {
  const parsed = cleanUp.safeParse(text.split(',').map((part) => part.trim()))
  if (!parsed.success) throw new InvalidArgumentError(`It takes ${CLEAN_UP.join(', ')}, or both, parted by a comma.`)
  return parsed.data
}

function region(text: string, before: JobOptions['ignoreRegions'] = []): JobOptions['ignoreRegions'] {
  const box = text.split(',').map((part) => Number(part) / 100)
  const parsed = ignoreRegions.safeParse([...before, box])
  if (!parsed.success)
    throw new InvalidArgumentError(
      'It takes LEFT,TOP,RIGHT,BOTTOM from 0 to 100, left before right, top before bottom.',
    )
  return parsed.data
}

function formats(text: string): Format[] {
  const asked = text.split(',').map((part) => part.trim())
  const unknown = asked.find((part) => !FORMATS.includes(part as Format))
  if (unknown !== undefined)
    throw new InvalidArgumentError(`There is no format ${JSON.stringify(unknown)}; there are ${FORMATS.join(', ')}.`)
  return [...new Set(asked)] as Format[]
}

/** The commands about what reads pages: engines, and the models that run on this machine. */
import { type Command, Option } from 'commander'
import { PRESETS, SERVICE_SHAPES } from '../../src-preload/services.ts'
import { amount, wholeNumber } from './arguments.ts'
import { runWorker, showWorkers } from './cluster.ts'
import { addService, allow, changeService, check, disallow, listEngines, removeService, setKey } from './engines.ts'
import { checkModels, getModel, listModels, removeModel, useModel } from './models.ts'

export type Run = <A extends unknown[]>(work: (...args: A) => Promise<number>) => (...args: A) => Promise<void>

export function addEngineCommands(program: Command, run: Run): void {
  const engines = program
    .command('engines')
    .description('What reads pages, in which state it is, and where pages go.')
    .option('--json', 'print JSON', false)
    .action(run((options) => listEngines(options)))
  const withService = (command: Command) =>
    command
      .option('--model <name>', 'the model that is asked for')
      .option('--address <url>', "what the service's paths are added to, such as http://127.0.0.1:11434/v1")
      .addOption(new Option('--shape <name>', 'how it is spoken to').choices(SERVICE_SHAPES))
      .option('--name <text>', 'as it is shown')
      .option('--prompt <text>', 'what is asked for, in place of our own')
      .option('--requests-per-minute <n>', 'limit', wholeNumber(1, 1_000_000))
      .option('--tokens-per-minute <n>', 'limit, of what is sent and what comes back', wholeNumber(1000, 1_000_000_000))
      .option('--pages-at-once <n>', 'pages that it reads at a time', wholeNumber(1, 64))
      .option('--max-output-tokens <n>', 'of an answer', wholeNumber(256, 1_000_000))
      .option('--picture-px <n>', 'longer side of the picture that is sent', wholeNumber(500, 8000))
      .option('--input-price <n>', 'of a million tokens that are sent', amount)
      .option('--output-price <n>', 'of a million tokens that come back', amount)
      .option('--max-cost-per-document <n>', 'no more pages are sent when a document has cost so much', amount)
      .option('--max-cost-per-month <n>', 'no more pages are sent when a month has cost so much', amount)
  withService(engines.command('add'))
    .description(`Set a service up: ${PRESETS.map(({ id }) => id).join(', ')}, or any other name with --address.`)
    .argument('<name>')
    .action(run((name, options) => addService(name, options)))
  withService(engines.command('set'))
    .description('Change how a service is set up.')
    .argument('<name>')
    .action(run((name, options) => changeService(name, options)))
  engines
    .command('key')
    .description('Give a service its key, on standard input; INKLEAF_KEY_NAME in the environment does as well.')
    .argument('<name>')
    .option('--rm', 'take it away', false)
    .action(run((name, options) => setKey(name, options)))
  engines
    .command('allow')
    .description("Let pages be sent to a service's host, which is to be named.")
    .argument('<name>')
    .argument('<host>')
    .action(run((name, host) => allow(name, host)))
  engines
    .command('deny')
    .description('Let no more pages be sent to a service.')
    .argument('<name>')
    .action(run((name) => disallow(name)))
  engines
    .command('check')
    .description('Ask a service for its models: whether it is there and takes the key.')
    .argument('<name>')
    .option('--json', 'print JSON', false)
    .action(run((name, options) => check(name, options)))
  engines
    .command('rm')
    .description('Take a service and its key away.')
    .argument('<name>')
    .action(run((name) => removeService(name)))
}

export function addClusterCommands(program: Command, run: Run): void {
  const cluster = program.command('cluster').description('Pages read on many machines, over a Redis (docs/CLUSTER.md).')
  const withRedis = (command: Command) =>
    command
      .option('--redis <url>', 'redis://HOST:6379/0, or rediss:// with TLS (default: INKLEAF_REDIS)')
      .option('--prefix <text>', 'before every key, in a Redis that others use too')
  withRedis(cluster.command('worker'))
    .description('Read pages on this machine for whoever uses the same Redis, until Ctrl-C.')
    .option('--slots <n>', 'pages at a time', wholeNumber(1, 64), 3)
    .action(run((options) => runWorker(options)))
  withRedis(cluster.command('status'))
    .description('The workers: host, pages at work, pages a second, memory, when they were heard of.')
    .option('--json', 'print JSON', false)
    .action(run((options) => showWorkers(options)))
}

export function addModelCommands(program: Command, run: Run): void {
  const models = program
    .command('models')
    .description(
      'Vision models that run on this machine (engine vlm, Apple Silicon), and languages for PP-OCRv5 and Tesseract.',
    )
  models
    .command('list')
    .description('Those that are there, and those that can be had.')
    .option('--json', 'print JSON', false)
    .action(run((options) => listModels(options)))
  models
    .command('get')
    .description('Fetch one of the list, or any other of a known kind by owner/name; goes on where it broke off.')
    .argument('<name>')
    .option('--yes', 'do not ask', false)
    .action(run((name, options) => getModel(name, options)))
  models
    .command('use')
    .description('Read with this one from now on: one that is there, or a folder.')
    .argument('<name>')
    .action(run((name) => useModel(name)))
  models
    .command('check')
    .description('Hold the files against what was fetched.')
    .option('--json', 'print JSON', false)
    .action(run((options) => checkModels(options)))
  models
    .command('rm')
    .description('Delete one.')
    .argument('<name>')
    .action(run((name) => removeModel(name)))
}

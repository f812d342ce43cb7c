/** Runs a command of the contract. Every transport comes through here: the input is parsed, an error is one that tells. */
import { ZodError } from 'zod'
import { type CommandName, commands, type Handlers, type WireAnswer } from '../../src-preload/contract.ts'
import { coerceError, InkleafError } from '../errors.ts'

export async function run<N extends CommandName>(handlers: Handlers, command: N, input: unknown): Promise<unknown> {
  const handler = handlers[command] as (input: unknown) => Promise<unknown>
  return handler(parseInput(command, input))
}

/** As it goes over a wire: a refused call is an error, never nothing. */
export async function answer(handlers: Handlers, command: unknown, input: unknown): Promise<WireAnswer> {
  try {
    return { result: await run(handlers, checkedName(command), input) }
  } catch (caught) {
    return { error: coerceError(caught).toFailure() }
  }
}

export function checkedName(command: unknown): CommandName {
  if (typeof command === 'string' && Object.hasOwn(commands, command)) return command as CommandName
  throw new InkleafError('no_such_command', 'input', `There is no command ${JSON.stringify(command)}.`)
}

function parseInput(command: CommandName, input: unknown): unknown {
  try {
    return commands[command].input.parse(input)
  } catch (caught) {
    if (!(caught instanceof ZodError)) throw caught
    const [issue] = caught.issues
    const where = [command, ...(issue?.path ?? [])].join('.')
    throw new InkleafError('bad_request', 'input', `${where}: ${issue?.message ?? 'makes no sense'}`, { cause: caught })
  }
}

/** Runs a command of the contract. Every transport comes through here: the input is parsed, an error is one that tells. */
import { ZodError } from 'zod'
import {
  type Caller,
  type CommandName,
  commands,
  type Handlers,
  mayCall,
  type WireAnswer,
} from '../../src-preload/contract.ts'
import { coerceError, InkleafError } from '../errors.ts'
import { log } from '../log.ts'

export async function run<N extends CommandName>(handlers: Handlers, command: N, input: unknown): Promise<unknown> {
  const handler = handlers[command] as (input: unknown) => Promise<unknown>
  return handler(parseInput(command, input))
}

/** As it goes over a wire: a refused call is an error, never nothing. */
export async function answer(
  handlers: Handlers,
  caller: Caller,
  command: unknown,
  input: unknown,
): Promise<WireAnswer> {
  try {
    const name = checkedName(command)
    if (!mayCall(caller, name)) throw new InkleafError('not_allowed', 'input', `A window may not call ${name}.`)
    return { result: await run(handlers, name, input) }
  } catch (caught) {
    const error = coerceError(caught)
    log[error.kind === 'defect' ? 'error' : 'info']({ err: error, command }, 'a command was refused or failed')
    return { error: error.toFailure() }
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

/**
 * `npm run clients`: makes the clients in clients/ anew from the API's own description, with generators
 * that others keep: openapi-typescript for Node, openapi-python-client for Python. They are fetched for it, at these versions.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startApi } from '../../test/support/api-server.ts'
import { clientDescription } from './description.ts'

const OPENAPI_TYPESCRIPT = ['openapi-typescript@7.13.0', 'typescript@5.9.3']
const OPENAPI_PYTHON_CLIENT = ['openapi-python-client==0.29.1', 'ruff==0.14.6']

const clients = resolve(import.meta.dirname, '../../clients')
const work = mkdtempSync(join(tmpdir(), 'inkleaf-clients-'))
const run = (program: string, args: readonly string[], environment = {}) =>
  execFileSync(program, args, {
    cwd: work,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...environment },
  })

try {
  const api = await startApi(join(work, 'home'))
  const description = clientDescription((await api.get('/openapi.json')).body)
  await api.close()
  const file = join(clients, 'openapi.json')
  writeFileSync(file, `${JSON.stringify(description, null, 1)}\n`)

  writeFileSync(join(work, 'package.json'), '{}')
  run('npm', ['install', '--no-audit', '--no-fund', '--silent', ...OPENAPI_TYPESCRIPT])
  run(join(work, 'node_modules/.bin/openapi-typescript'), [file, '-o', join(clients, 'node/schema.d.ts')])

  run('python3', ['-m', 'venv', 'python'])
  run(join(work, 'python/bin/pip'), ['install', '--quiet', ...OPENAPI_PYTHON_CLIENT])
  writeFileSync(
    join(work, 'config.yaml'),
    'project_name_override: inkleaf-client\npackage_name_override: inkleaf_client\npost_hooks:\n  - ruff format --quiet .\n',
  )
  run(
    join(work, 'python/bin/openapi-python-client'),
    ['generate', '--path', file, '--config', 'config.yaml', '--output-path', join(work, 'made'), '--overwrite'],
    { PATH: `${join(work, 'python/bin')}:${process.env['PATH']}` },
  )
  const to = join(clients, 'python/inkleaf_client')
  rmSync(to, { recursive: true, force: true })
  cpSync(join(work, 'made/inkleaf_client'), to, { recursive: true })
  console.log('clients/openapi.json, clients/node/schema.d.ts and clients/python/inkleaf_client are new.')
} finally {
  rmSync(work, { recursive: true, force: true })
}

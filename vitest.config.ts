import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { workspacePackages } from './scripts/workspace.ts'

/** Packages resolve each other's sources: tests need no build. */
const conditions = ['@bpmcentr/source', 'module', 'node', 'import', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    unstubGlobals: true,
    restoreMocks: true,
    projects: workspacePackages()
      .filter((pkg) => existsSync(`${pkg.dir}/test`))
      .map((pkg) => ({ extends: true, test: { name: pkg.name, root: pkg.dir, include: ['test/**/*.test.ts'] } })),
  },
})

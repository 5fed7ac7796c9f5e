import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { workspacePackages } from './scripts/workspace.ts'

/**
 * Packages resolve each other's sources: tests need no build. No `import` or `module` here: workers get them as `--conditions`,
 * and then a CommonJS package that requires another is given an ES module.
 */
const conditions = ['@bpmcentr/source', 'node']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    unstubGlobals: true,
    restoreMocks: true,
    // A busy machine must not fail a test that is merely slow; hangs still end.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: workspacePackages()
      .filter((pkg) => existsSync(`${pkg.dir}/test`))
      .map((pkg) => ({ extends: true, test: { name: pkg.name, root: pkg.dir, include: ['test/**/*.test.ts'] } })),
  },
})

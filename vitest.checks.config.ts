import { defineConfig } from 'vitest/config'

/** Checks of what users receive: they read `dist`, so `pnpm build` comes first. */
export default defineConfig({
  test: {
    include: ['checks/*/*.check.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
})

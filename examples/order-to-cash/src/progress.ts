import { Presets, SingleBar } from 'cli-progress'
import type { Progress } from './run.ts'

/** A bar on a terminal; a line a stage where the output goes to a file. */
export function makeProgress(): Progress {
  let bar: SingleBar | undefined
  let title = ''
  let done = 0
  let open = false
  return {
    stage(name, total) {
      title = name
      done = 0
      open = true
      if (!process.stdout.isTTY) return
      const format = total > 0 ? '{title} [{bar}] {value}/{total}' : '{title} … {value}'
      bar = new SingleBar({ format, hideCursor: true, barsize: 30 }, Presets.shades_classic)
      bar.start(total > 0 ? total : 1_000_000, 0, { title: title.padEnd(22) })
    },
    step() {
      done++
      bar?.increment()
    },
    end() {
      if (!open) return
      open = false
      bar?.stop()
      bar = undefined
      if (!process.stdout.isTTY) console.log(`${title}: ${done}`)
    },
  }
}

/** For runtimes with a command line: Node, Bun, Deno. */
import { type ScenarioInput, scenario } from './scenario.ts'

const [input = ''] = process.argv.slice(2)
console.log(JSON.stringify(await scenario(JSON.parse(input) as ScenarioInput)))

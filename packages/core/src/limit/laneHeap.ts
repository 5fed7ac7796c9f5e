import type { Lane } from './lane.ts'

/**
 * Lanes by the arrival of their heads. A head that started or was aborted only makes its lane's order later, so that is
 * put right when the lane comes to the top; lanes that ran empty are dropped there too.
 */
export class LaneHeap {
  #heap: Lane[] = []
  /** Lanes in the heap that ran empty. */
  #empty = 0

  push(lane: Lane): void {
    this.#heap.push(lane)
    this.#up(this.#heap.length - 1)
  }

  /** The lane whose head came first. */
  top(): Lane | undefined {
    for (;;) {
      const lane = this.#heap[0]
      if (!lane) return undefined
      if (!lane.head) {
        this.pop()
        this.#empty--
      } else if (lane.head.order !== lane.order) {
        lane.order = lane.head.order
        this.#down(0)
      } else return lane
    }
  }

  pop(): void {
    const last = this.#heap.pop()
    if (this.#heap.length === 0 || !last) return
    this.#heap[0] = last
    this.#down(0)
  }

  /** A lane in the heap has no waiters any more. Those deep in the heap are cleared out before they are the most of it. */
  emptied(): void {
    this.#empty++
    if (this.#empty * 2 < this.#heap.length) return
    this.#heap = this.#heap.filter((lane) => lane.head)
    this.#empty = 0
    for (let index = (this.#heap.length >> 1) - 1; index >= 0; index--) this.#down(index)
  }

  #up(start: number): void {
    const heap = this.#heap
    const lane = heap[start] as Lane
    let index = start
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = heap[parent] as Lane
      if (above.order <= lane.order) break
      heap[index] = above
      index = parent
    }
    heap[index] = lane
  }

  #down(start: number): void {
    const heap = this.#heap
    const lane = heap[start] as Lane
    let index = start
    for (;;) {
      let child = index * 2 + 1
      if (child >= heap.length) break
      const right = heap[child + 1]
      if (right && right.order < (heap[child] as Lane).order) child++
      const below = heap[child] as Lane
      if (below.order >= lane.order) break
      heap[index] = below
      index = child
    }
    heap[index] = lane
  }
}

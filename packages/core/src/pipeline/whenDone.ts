/** The same stream; `run` is called when it has been read to its end, was cancelled or broke. */
export function whenDone(stream: ReadableStream<Uint8Array>, run: () => void): ReadableStream<Uint8Array> {
  const reader = stream.getReader()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done) return controller.enqueue(value)
        run()
        controller.close()
      } catch (error) {
        run()
        controller.error(error)
      }
    },
    async cancel(reason) {
      run()
      await reader.cancel(reason)
    },
  })
}

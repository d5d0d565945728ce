import Speech
import Testing

struct ParallelismTests {
  @Test(arguments: [
    (0, Parallelism(streams: 1, threads: 1, batchSize: 8)), (1, Parallelism(streams: 1, threads: 1, batchSize: 8)),
    (2, Parallelism(streams: 2, threads: 2, batchSize: 8)), (4, Parallelism(streams: 4, threads: 4, batchSize: 4)),
    (5, Parallelism(streams: 4, threads: 4, batchSize: 4)), (6, Parallelism(streams: 3, threads: 6, batchSize: 5)),
    (7, Parallelism(streams: 3, threads: 6, batchSize: 5)), (8, Parallelism(streams: 4, threads: 8, batchSize: 4)),
    (10, Parallelism(streams: 3, threads: 9, batchSize: 5)), (12, Parallelism(streams: 4, threads: 12, batchSize: 4)),
    (64, Parallelism(streams: 4, threads: 64, batchSize: 4)),
  ])
  func `the choice for a number of cores`(cores: Int, expected: Parallelism) {
    #expect(Parallelism(cores: cores) == expected)
  }

  @Test(arguments: [
    (-1, Parallelism(streams: 1, threads: 1, batchSize: 8)), (3, Parallelism(streams: 3, threads: 3, batchSize: 5)),
    (8, Parallelism(streams: 8, threads: 8, batchSize: 2)),
    (256, Parallelism(streams: 256, threads: 256, batchSize: 1)),
  ])
  func `more workers have smaller batches`(workers: Int, expected: Parallelism) {
    #expect(Parallelism(workers: workers) == expected)
  }
}

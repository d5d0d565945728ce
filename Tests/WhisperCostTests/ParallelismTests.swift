import Testing
import WhisperCost

struct ParallelismTests {
  @Test(arguments: [
    (0, Parallelism(streams: 1, threads: 1, batchSize: 8)), (1, Parallelism(streams: 1, threads: 1, batchSize: 8)),
    (2, Parallelism(streams: 2, threads: 2, batchSize: 8)), (4, Parallelism(streams: 4, threads: 4, batchSize: 8)),
    (5, Parallelism(streams: 4, threads: 4, batchSize: 8)), (6, Parallelism(streams: 3, threads: 6, batchSize: 8)),
    (7, Parallelism(streams: 3, threads: 6, batchSize: 8)), (8, Parallelism(streams: 4, threads: 8, batchSize: 8)),
    (10, Parallelism(streams: 3, threads: 9, batchSize: 8)), (12, Parallelism(streams: 4, threads: 12, batchSize: 8)),
    (64, Parallelism(streams: 4, threads: 64, batchSize: 8)),
  ])
  func `the choice for a number of cores`(cores: Int, expected: Parallelism) {
    #expect(Parallelism(cores: cores) == expected)
  }

  @Test(arguments: [
    (-1, Parallelism(streams: 1, threads: 1, batchSize: 8)), (3, Parallelism(streams: 3, threads: 3, batchSize: 8)),
    (8, Parallelism(streams: 8, threads: 8, batchSize: 4)),
    (256, Parallelism(streams: 256, threads: 256, batchSize: 1)),
  ])
  func `more workers have smaller batches`(workers: Int, expected: Parallelism) {
    #expect(Parallelism(workers: workers) == expected)
  }

  private static let shape = WhisperShape(
    width: 512, encoderLayers: 6, decoderLayers: 6, melBands: 80, vocabulary: 51_865)
  private static let base = RecognitionMemory(shape, bytesPerWeight: 1)

  @Test(arguments: [1, 2, 4], [1, 2, 3, 4, 6, 8, 64])
  func `base stays below 900 MB`(bytesPerWeight: Int, cores: Int) throws {
    let need = RecognitionMemory(Self.shape, bytesPerWeight: bytesPerWeight)
    let choice = Parallelism(cores: cores)
    let fitting = try #require(choice.fitting(need.limit(most: 8_000_000_000), need))
    #expect(need.total(workers: fitting.streams, batchSize: fitting.batchSize) <= 900_000_000)
    #expect(fitting.streams == choice.streams, "with smaller batches")
    if bytesPerWeight == 1 { #expect(fitting == choice) }
  }

  @Test func `a large model may take what the machine allows`() {
    let large = WhisperShape(width: 1_280, encoderLayers: 32, decoderLayers: 32, melBands: 128, vocabulary: 51_866)
    #expect(RecognitionMemory(large, bytesPerWeight: 1).limit(most: 8_000_000_000) == 8_000_000_000)
    #expect(Self.base.limit(most: 500_000_000) == 500_000_000, "a small one as well")
  }

  @Test(arguments: [300, 320, 350, 400, 450, 500, 600, 800, 1000], [1, 2, 4, 8])
  func `less memory, fewer windows, then fewer workers`(megabytes: Int, cores: Int) {
    let limit = megabytes * 1_000_000
    let choice = Parallelism(cores: cores)
    guard let fitting = choice.fitting(limit, Self.base) else {
      #expect(Self.base.total(workers: 1, batchSize: 1) > limit)
      return
    }
    #expect(Self.base.total(workers: fitting.streams, batchSize: fitting.batchSize) <= limit)
    #expect(fitting.streams <= choice.streams && fitting.batchSize <= choice.batchSize)
    #expect(fitting.streams >= 1 && fitting.batchSize >= 1 && fitting.threads <= choice.threads)
    #expect(fitting.threads % fitting.streams == 0)
    if Self.base.total(workers: choice.streams, batchSize: choice.batchSize) <= limit { #expect(fitting == choice) }
  }
}

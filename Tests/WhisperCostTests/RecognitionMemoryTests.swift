import Testing
import WhisperCost

struct RecognitionMemoryTests {
  private static func shape(_ width: Int, _ layers: Int) -> WhisperShape {
    WhisperShape(width: width, encoderLayers: layers, decoderLayers: layers, melBands: 80, vocabulary: 51_865)
  }

  private static func expectNear(
    _ megabytes: Double, _ need: RecognitionMemory, workers: Int, batchSize: Int,
    at location: SourceLocation = #_sourceLocation
  ) {
    let estimate = Double(need.total(workers: workers, batchSize: batchSize)) / 1e6
    #expect((0.9...1.1).contains(estimate / megabytes), "\(estimate)", sourceLocation: location)
  }

  /// In speech that is understood nothing is drawn.
  private static let usual = RecognitionMemory.Texts(samples: 0)

  /// Peaks of resident memory, in MB, of `surtitle transcribe` on 15 minutes of speech.
  @Test(arguments: [
    (1, 1, 1, 321), (1, 1, 8, 412), (1, 2, 4, 465), (1, 2, 8, 560), (4, 1, 1, 456), (4, 1, 8, 547), (4, 2, 8, 766),
  ])
  func `the estimate of base is near what was measured`(bytesPerWeight: Int, workers: Int, batch: Int, measured: Double)
  {
    Self.expectNear(
      measured, RecognitionMemory(Self.shape(512, 6), bytesPerWeight: bytesPerWeight, texts: Self.usual),
      workers: workers,
      batchSize: batch)
  }

  /// The same of `surtitle models bench`, in bytes, on sound that is made up; it needs 50 MB less.
  @Test(arguments: [
    (384, 4, 1, 1, 201), (384, 4, 1, 8, 270), (384, 4, 2, 8, 356), (768, 12, 1, 1, 496), (768, 12, 1, 8, 777),
    (768, 12, 2, 8, 1174), (1_024, 24, 1, 1, 1155),
  ])
  func `so are those of other sizes`(width: Int, layers: Int, workers: Int, batch: Int, measured: Double) {
    Self.expectNear(
      measured + 50, RecognitionMemory(Self.shape(width, layers), bytesPerWeight: 1, texts: Self.usual),
      workers: workers,
      batchSize: batch)
  }

  @Test func `texts that are followed side by side, and those that come after another, take more`() {
    let shape = Self.shape(512, 6)
    func window(_ texts: RecognitionMemory.Texts) -> Int {
      RecognitionMemory(shape, bytesPerWeight: 1, texts: texts).window
    }
    let text = 120 * 6 * 2 * 512 * 4
    #expect(window(.init()) == shape.soundBytes + text)
    #expect(window(.init(width: 5)) == shape.soundBytes + 5 * text)
    #expect(window(.init(haveHistory: true)) == shape.soundBytes + text * (120 + 224) / 120)
    func worker(_ texts: RecognitionMemory.Texts) -> Int {
      RecognitionMemory(shape, bytesPerWeight: 1, texts: texts).worker
    }
    // What is drawn may not end before the decoder's limit.
    #expect(worker(.init(samples: 5)) - worker(.init(samples: 1)) == 4 * text * 232 / 120)
    #expect(worker(.init(width: 5)) - worker(.init(samples: 1)) == 4 * text * 112 / 120)
  }

  @Test func `small models are held to 900 MB however they are asked to search`() {
    for texts in [RecognitionMemory.Texts(), .init(width: 10, samples: 10), .init(width: 5, haveHistory: true)] {
      for bytes in [1, 2, 4] {
        let small = RecognitionMemory(Self.shape(512, 6), bytesPerWeight: bytes, texts: texts)
        #expect(small.limit(most: 32_000_000_000) == 900_000_000 && small.limit(most: 1_000) == 1_000)
      }
    }
    #expect(RecognitionMemory(Self.shape(768, 12), bytesPerWeight: 1).limit(most: 32_000_000_000) == 32_000_000_000)
  }
}

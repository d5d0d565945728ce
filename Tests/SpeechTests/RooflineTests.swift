import CSpeechKernels
import Speech
import Testing
import WhisperCost

struct RooflineTests {
  private static let base = WhisperShape(
    width: 512, encoderLayers: 6, decoderLayers: 6, melBands: 80, vocabulary: 51_865)

  /// One window and ten steps of one token, in as many seconds as the multiplications or the reads take at best.
  @Test func `what takes no longer than it must is at the roof`() {
    let (operations, bytes) = (1e12, 1e10)
    var statistics = RecognitionStatistics()
    (statistics.windows, statistics.steps, statistics.tokens) = (1, 10, 10)
    // 1500 positions: two convolutions, six layers, keys and values of six more.
    let square = 512.0 * 512
    let encoder =
      1500.0 * (6 * 80 * 512 + 3 * square + 6 * (12 * square + 2 * 1500 * 512) + 6 * 2 * square) / operations
    // 14 square matrices in each of six layers and a row for each token of the vocabulary, read in each step, and 48
    // heads of 1504 positions with 2 · 68 bytes each.
    let decoder = 10 * (6 * 14 * square + 51_865 * 512 + 48 * 1504 * 136) / bytes
    statistics.seconds = [.encoder: 2 * encoder, .decoder: 4 * decoder, .features: encoder]
    let roofline = Roofline(
      Self.base, statistics, multiplicationsPerSecond: operations, bytesPerSecond: bytes)
    #expect(abs(roofline.encoder - 0.5) < 1e-9)
    #expect(abs(roofline.decoder - 0.25) < 1e-9)
    #expect(abs(roofline.all - (encoder + decoder) / (3 * encoder + 4 * decoder)) < 1e-9)
    // With slow multiplications it is these that count.
    let slow = Roofline(Self.base, statistics, multiplicationsPerSecond: 1e9, bytesPerSecond: bytes)
    let least = 10 * (6 * 14 * square + 51_865 * 512 + 2 * 6 * 1500 * 512) / 1e9
    #expect(abs(slow.decoder - least / (4 * decoder)) < 1e-9)
  }

  @Test(arguments: [1, 31, 32, 33, 1500], [6, 8, 20])
  func `what is packed of a sound has the size that costs are counted with`(positions: Int, heads: Int) {
    var shape = Self.base
    (shape.width, shape.audioPositions) = (64 * heads, positions)
    #expect(shape.soundBytes == 6 * csk_sound_size(heads, positions))
  }
}

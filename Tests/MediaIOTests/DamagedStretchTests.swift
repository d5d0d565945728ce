import Foundation
import Media
import MediaIO
import SystemPackage
import Testing
import Timeline

/// Hundreds of packets in a row that the decoder refuses: what comes after them is still decoded.
struct DamagedStretchTests {
  private static let rate = 16_000

  /// A wave file of IMA ADPCM, whose blocks the decoder refuses when the step index in their header is above 88.
  private func adpcm(blockSize: Int, blockCount: Int, isDamaged: (Int) -> Bool) -> Data {
    let samplesPerBlock = (blockSize - 4) * 2 + 1
    var data = Data()
    func append(_ text: String) { data.append(contentsOf: text.utf8) }
    func append(_ value: Int, _ count: Int) { for i in 0..<count { data.append(UInt8(value >> (8 * i) & 255)) } }
    append("RIFF")
    append(52 + blockSize * blockCount, 4)
    append("WAVEfmt ")
    append(20, 4)
    append(0x11, 2)
    append(1, 2)
    append(Self.rate, 4)
    append(Self.rate * blockSize / samplesPerBlock, 4)
    append(blockSize, 2)
    append(4, 2)
    append(2, 2)
    append(samplesPerBlock, 2)
    append("fact")
    append(4, 4)
    append(samplesPerBlock * blockCount, 4)
    append("data")
    append(blockSize * blockCount, 4)
    for block in 0..<blockCount {
      append(0, 2)
      append(isDamaged(block) ? 255 : 40, 1)
      append(0, 1)
      // Up and down: anything but silence.
      data.append(contentsOf: (0..<blockSize - 4).map { $0 / 8 % 2 == 0 ? 0x33 : 0xBB })
    }
    return data
  }

  /// A block is a packet: the time stamps say how long the stretch is.
  @Test
  func becomesSilence() async throws {
    let scratch = try Scratch()
    let file = try scratch.file("a.wav", adpcm(blockSize: 4096, blockCount: 400) { (20..<380).contains($0) })
    let audio = try await AudioExtractor.extract(from: file, to: scratch.output)
    let block = Double((4096 - 4) * 2 + 1) / Double(Self.rate)
    #expect(abs(audio.reference.duration.seconds - 400 * block) < 0.1)
    #expect(audio.damage.first.map { abs($0.from.seconds - 20 * block) < 0.1 } == true)
    let samples = try readSamples(scratch.output)
    let sound = Int(20 * block) * Self.rate
    #expect(samples[..<sound].level > 0.01)
    #expect(samples[(2 * sound)..<(samples.count - 2 * sound)].level == 0)
    #expect(samples.suffix(sound).level > 0.01)
  }

  /// Sixteen blocks are a packet: the decoder fails in the middle of each.
  @Test(arguments: 0..<3)
  func isPassed(goodBlocks: Int) async throws {
    let scratch = try Scratch()
    let file = try scratch.file(
      "a.wav",
      adpcm(blockSize: 256, blockCount: 16 * 400) { (20..<380).contains($0 / 16) && $0 % 16 >= goodBlocks })
    let audio = try await AudioExtractor.extract(from: file, to: scratch.output)
    #expect(!audio.damage.isEmpty)
    let samples = try readSamples(scratch.output)
    let block = (256 - 4) * 2 + 1
    #expect(samples.count > block * (2 * 20 * 16 + 360 * goodBlocks) - Self.rate / 10)
    #expect(samples.suffix(20 * 16 * block - Self.rate).level > 0.01)
  }

  /// One of them would turn all sums that it is part of into none.
  @Test(arguments: [Float.nan, .infinity, -3e38], [16_000, 44_100])
  func whatIsNoNumberIsSilence(sample: Float, rate: Int) async throws {
    let scratch = try Scratch()
    var sine = Fixtures.sine(440, rate: rate, seconds: 2)
    sine.replaceSubrange(rate / 2..<rate, with: repeatElement(sample, count: rate / 2))
    sine[rate * 3 / 2] = sample
    let file = try scratch.file("a.wav", Fixtures.wave(sine, rate: rate))
    let audio = try await AudioExtractor.extract(from: file, to: scratch.output)
    let samples = try readSamples(scratch.output)
    #expect(samples.allSatisfy { abs($0) <= 1.1 })
    #expect(samples[9000..<15_000].allSatisfy { $0 == 0 })
    #expect(samples[20_000..<23_000].contains { $0 > 0.3 })
    #expect(audio.damage.count == 1)
  }
}

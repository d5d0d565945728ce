import Foundation
import Media
import MediaIO
import Speech
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

/// What could go wrong only in sound that is longer than a window.
@Suite(.serialized)
struct LongSoundTests {
  private static let rate = LogMelSpectrogram.sampleRate

  private func transcribe(_ samples: [Float]) async throws -> [Word] {
    let recording = try Recording(samples)
    return try await SpeechModels.engine.get().transcribe(recording.audio, language: "en", translate: false)
      .segments.flatMap(\.words)
  }

  /// The lecture goes on without a longer pause, so that a window ends somewhere in it. What comes before moves that
  /// place on, a second each time.
  @Test func `no words are lost where windows part`() async throws {
    let speech = try await Recording.sample("Lectures/History of Printing.mkv").samples()
    let whole = WordErrorRate.normalised(try await transcribe(speech).joinedText)
    #expect(whole.count > 140)
    var lost = 0
    for seconds in 1...28 {
      let before = speech.suffix(seconds * Self.rate)
      let heard = try await transcribe(before + speech).filter { $0.start.seconds >= Double(seconds) - 0.2 }
      let found = Set(WordErrorRate.alignment(whole, WordErrorRate.normalised(heard.joinedText)))
      // A word that is written otherwise was heard.
      let missing = whole.indices.filter { !found.contains($0) }
      lost += missing.count
      let inARow = zip(missing, missing.dropFirst()).contains { $1 == $0 + 1 }
      #expect(!inARow, "after \(seconds) s: \(missing.map { whole[$0] })")
      // Seen in 32 bits: 3 after 5 s, with the same 20 words of 4144 as elsewhere in all.
      withKnownIssue("recognition in 32 bits is not calibrated", isIntermittent: true) {
        #expect(missing.count <= 2, "after \(seconds) s: \(missing.map { whole[$0] })")
      } when: {
        !SpeechModels.hasByteProducts
      }
    }
    print("edges of windows: \(lost) of \(28 * whole.count) words missing")
    #expect(lost * 200 <= 28 * whole.count)
  }

  /// A sound file of two hours at 44.1 kHz that is silent but for the same words at its beginning, in the middle, and at
  /// its end.
  @Test func `the last word of two hours is placed as well as the first`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("long.wav")
    let speech = try await Recording.sample("Phone/Voice message.wav").samples()
    let places = [10, 3600, 7150]
    try Self.writeWave(speech, at: places, seconds: 7200, to: path)
    let audio = try await AudioExtractor.extract(from: path, stream: nil, to: folder.path.appending("audio.f32"))
      .reference
    #expect(abs(audio.duration.seconds - 7200) < 0.001)
    let words = try await SpeechModels.engine.get().transcribe(audio, language: "en", translate: false).segments
      .flatMap(\.words)
    let parts = places.map { place in
      words.filter { ($0.start.seconds - Double(place)) < 45 && $0.start.seconds > Double(place) - 1 }
        .map { (text: $0.text, start: $0.start.seconds - Double(place)) }
    }
    #expect(parts[0].count > 50)
    // Windows have other company at each place, so that a word or its time differs now and then.
    for part in parts.dropFirst() {
      let pairs = zip(part, parts[0]).filter { $0.text == $1.text }.map { $0.start - $1.start }
      #expect(part.count == parts[0].count && pairs.count * 20 >= part.count * 19)
      let sizes = pairs.map(abs).sorted()
      #expect(sizes[sizes.count / 2] <= 0.02 && sizes[sizes.count * 9 / 10] <= 0.1)
      let drift = pairs.reduce(0, +) / Double(pairs.count)
      print(
        "two hours: \(pairs.count) words, on the mean \(Int((drift * 1000).rounded())) ms from where they were first")
      #expect(abs(drift) <= 0.01)
    }
  }

  /// 16-bit samples at 44.1 kHz, from those at 16 kHz by straight lines; silence is a hole in the file.
  private static func writeWave(_ speech: [Float], at places: [Int], seconds: Int, to path: FilePath) throws {
    let rate = 44_100
    let count = speech.count * 441 / 160 - 3
    let sound = (0..<count).flatMap { index -> [UInt8] in
      let place = Double(index) * 160 / 441
      let (left, share) = (Int(place), Float(place - place.rounded(.down)))
      let value = Int16(32_000 * max(-1, min(1, speech[left] * (1 - share) + speech[left + 1] * share)))
      return withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
    func bytes(_ value: Int, _ size: Int) -> [UInt8] { (0..<size).map { UInt8(value >> (8 * $0) & 0xFF) } }
    let size = seconds * rate * 2
    let header =
      Array("RIFF".utf8) + bytes(36 + size, 4) + Array("WAVEfmt ".utf8) + bytes(16, 4) + bytes(1, 2) + bytes(1, 2)
      + bytes(rate, 4) + bytes(2 * rate, 4) + bytes(2, 2) + bytes(16, 2) + Array("data".utf8) + bytes(size, 4)
    let file = try FileDescriptor.open(path, .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
    try file.closeAfter {
      try file.writeAll(header)
      for place in places { try file.writeAll(toAbsoluteOffset: Int64(44 + place * rate * 2), sound) }
      try file.writeAll(toAbsoluteOffset: Int64(44 + size - 1), [0])
    }
  }
}

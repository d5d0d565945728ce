internal import Foundation
internal import Library
package import Media
internal import PluginKit
package import SystemPackage
package import Timeline

/// Cuts the sound of findings out of a media file: 16-bit mono WAV at 16 kHz, as it was listened to.
package struct EvidenceClips: Sendable {
  private let sound: AudioReference

  /// Decodes the sound of the file once for all clips.
  ///
  /// - Parameters:
  ///   - track: the one that was listened to.
  ///   - work: an empty folder; the decoded sound stays in it, 230 MB an hour.
  /// - Throws: what `source` throws.
  package init(
    of path: FilePath, track: AudioTrackChoice, media: MediaInfo, source: any AudioSource, in work: FilePath,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws {
    sound = try await source.extract(
      track, of: media, from: path, to: work.appending("audio.f32"), progress: progress
    ).reference
  }

  /// Seconds before and after a finding.
  package static let margin = MediaTime(milliseconds: 2000)
  /// A clip is evidence, no copy of the film.
  private static let longest = MediaTime(milliseconds: 120_000)

  /// Writes the sound of `range`, and of two seconds on both sides, two minutes at most.
  ///
  /// - Throws: `LibraryError`, and what reading the sound throws.
  package func write(_ range: TimeRange, to path: FilePath, overwriting: Bool) throws {
    let start = max(.zero, range.start - Self.margin)
    let end = min(range.end + Self.margin, start + Self.longest)
    let samples = try sound.samples(in: TimeRange(start: start, end: end))
    try AtomicFile.write(
      Self.wave(samples, sampleRate: sound.sampleRate), to: path, existing: overwriting ? .replace : .keep)
  }

  /// A RIFF file of one chunk of PCM.
  static func wave(_ samples: [Float], sampleRate: Int) -> Data {
    var data = Data()
    func append<Number: FixedWidthInteger>(_ number: Number) {
      withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
    }
    let bytes = UInt32(samples.count * 2)
    data += Data("RIFF".utf8)
    append(36 + bytes)
    data += Data("WAVEfmt ".utf8)
    append(UInt32(16))
    append(UInt16(1))
    append(UInt16(1))
    append(UInt32(sampleRate))
    append(UInt32(sampleRate * 2))
    append(UInt16(2))
    append(UInt16(16))
    data += Data("data".utf8)
    append(bytes)
    for sample in samples {
      append(Int16((sample.isNaN ? 0 : min(max(sample, -1), 1) * 32_767).rounded()))
    }
    return data
  }
}

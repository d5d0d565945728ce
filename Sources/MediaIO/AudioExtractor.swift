import Glibc
import Media
public import SystemPackage

/// Decodes an audio track to a file of mono float samples at 16 kHz, as plug-ins receive it.
public enum AudioExtractor {
  /// Samples per second of what is written.
  public static let sampleRate = AudioDecoder.sampleRate

  /// Decodes one track of `source` into `destination`, which is created or replaced, and removed again on failure.
  ///
  /// Sample 0 is the first instant of the container; late starts and gaps are silence: sample ÷ 16,000 is the media
  /// clock. Memory does not grow with the length; an hour takes 230 MB on disk. Cancelling the task ends it within a
  /// fraction of a second.
  ///
  /// - Parameters:
  ///   - stream: index in the container; nil for the choice of `AudioTrackSelection`.
  ///   - progress: called on the decoding thread with what is done, 0…1, at most a hundred times or so; never for
  ///     sources of unknown length.
  /// - Throws: `MediaError`; for a damaged file only when nothing of it could be decoded.
  public static func extract(
    from source: FilePath, stream: Int? = nil, to destination: FilePath,
    progress: (@Sendable (Double) -> Void)? = nil
  ) async throws(MediaError) -> ExtractedAudio {
    let cancellation = Cancellation()
    return try await OwnThread.run(name: "extract", cancellation: cancellation) { () throws(MediaError) in
      try extract(from: source, stream: stream, to: destination, cancellation: cancellation, progress: progress)
    }
  }

  /// The same, blocking the calling thread.
  package static func extract(
    from source: FilePath, stream: Int? = nil, to destination: FilePath, cancellation: Cancellation,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(MediaError) -> ExtractedAudio {
    let decoder = try AudioDecoder(path: source, stream: stream, cancellation: cancellation)
    do throws(MediaError) {
      try write(decoder, to: destination, progress: progress)
      if let error = decoder.indexNotInReach { throw error }
      let damage = decoder.damage()
      if decoder.sampleCount == 0, let cause = damage.first?.message ?? decoder.refusal {
        throw MediaError(.damaged, path: source, message: "no sound could be decoded: \(cause); check that it plays")
      }
      let reference = AudioReference(path: destination, sampleRate: sampleRate, sampleCount: decoder.sampleCount)
      return ExtractedAudio(reference: reference, stream: decoder.stream, damage: damage)
    } catch {
      // Nobody may take it for the whole; that it is gone already is as good.
      _ = destination.withPlatformString { unlink($0) }
      throw error
    }
  }

  private static func write(
    _ decoder: AudioDecoder, to destination: FilePath, progress: (@Sendable (Double) -> Void)?
  ) throws(MediaError) {
    let file = try SampleFile(path: destination)
    var reported = 0.0
    var samples: [Float] = []
    samples.reserveCapacity(2 * SampleFile.blockSize)
    while try decoder.append(to: &samples) {
      guard samples.count >= SampleFile.blockSize else { continue }
      try file.write(samples)
      samples.removeAll(keepingCapacity: true)
      if let progress, let done = decoder.progress, done >= reported + 0.01 {
        reported = done
        progress(done)
      }
    }
    try file.write(samples)
    if decoder.progress != nil { progress?(1) }
  }
}

public import SystemPackage
public import Timeline

/// Decoded audio in a file of raw samples, as plug-ins receive it: mono, 32-bit float, native byte order.
///
/// Sample 0 is the first instant of the media file; gaps and late starts are filled with silence, so that
/// `sample / sampleRate` is a time on the media clock. Samples never travel in JSON: this reference does.
public struct AudioReference: Hashable, Sendable {
  public var path: FilePath
  /// Samples per second, 16,000 for recognisers.
  public var sampleRate: Int
  public var sampleCount: Int64

  public init(path: FilePath, sampleRate: Int, sampleCount: Int64) {
    self.path = path
    self.sampleRate = sampleRate
    self.sampleCount = sampleCount
  }

  public var duration: MediaTime { MediaTime(count: sampleCount, perSecond: Int64(sampleRate)) }
}

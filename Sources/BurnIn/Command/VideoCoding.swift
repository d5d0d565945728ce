package import MediaIO
package import SystemPackage

/// How the pictures are coded anew.
package struct VideoCoding: Hashable, Sendable {
  package enum Codec: String, Hashable, Sendable, CaseIterable {
    /// What every device plays.
    case h264
    case h265
    /// For WebM.
    case vp9
    case av1

    /// FFmpeg's name of what is coded.
    fileprivate var codecName: String { self == .h265 ? "hevc" : rawValue }
  }

  package var codec: Codec
  /// How much may be lost, 0…63: less is better and larger. Nil for what is hardly seen.
  package var quality: Int?

  package init(_ codec: Codec, quality: Int? = nil) {
    self.codec = codec
    self.quality = quality.map { min(max(0, $0), 63) }
  }

  /// What suits the container that a file name stands for.
  package static func usual(forExtension suffix: String) -> VideoCoding {
    VideoCoding(suffix.lowercased() == "webm" ? .vp9 : .h264)
  }

  /// Why pictures that are coded so cannot be written into `container`, or nil.
  package func obstacle(in container: MediaContainer, at path: FilePath) -> BurnInError? {
    guard !container.holds(codec.codecName) else { return nil }
    let possible = Codec.allCases.filter { container.holds($0.codecName) }.map(\.rawValue)
    return BurnInError(
      .output, path: path,
      "\(container.name) does not hold \(codec.rawValue), but \(possible.joined(separator: " and ")); choose one of them, or "
        + "name an .mkv")
  }

  /// FFmpeg's name of what codes.
  var encoder: String {
    switch codec {
    case .h264: "libx264"
    case .h265: "libx265"
    case .vp9: "libvpx-vp9"
    case .av1: "libsvtav1"
    }
  }

  /// Without what is for the container.
  var arguments: [String] {
    switch codec {
    case .h264: ["-c:v", encoder, "-crf", "\(quality ?? 18)", "-preset", "medium", "-pix_fmt", "yuv420p"]
    case .h265: ["-c:v", encoder, "-crf", "\(quality ?? 20)", "-preset", "medium"]
    case .vp9: ["-c:v", encoder, "-crf", "\(quality ?? 28)", "-b:v", "0", "-row-mt", "1"]
    case .av1: ["-c:v", encoder, "-crf", "\(quality ?? 28)"]
    }
  }
}

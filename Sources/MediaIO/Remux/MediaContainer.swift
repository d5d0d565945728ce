package import Media
package import SystemPackage

/// The containers that can take text subtitles beside sound and picture.
package enum MediaContainer: String, Hashable, Sendable, CaseIterable {
  case mp4, quickTime, matroska, webM

  /// By the extension of a file name; nil for a container that has no room for text subtitles.
  package init?(fileExtension: String) {
    switch fileExtension.lowercased() {
    case "mp4", "m4v", "m4a", "m4b": self = .mp4
    case "mov", "qt": self = .quickTime
    case "mkv", "mka", "mk3d": self = .matroska
    case "webm": self = .webM
    default: return nil
    }
  }

  /// By the extension of `path`.
  package init?(of path: FilePath) { self.init(fileExtension: path.extension ?? "") }

  /// Text subtitles that it holds and players find, the best known first.
  package var codecs: [SubtitleCodec] {
    switch self {
    case .mp4, .quickTime: [.movText]
    case .matroska: [.subRip, .subStationAlpha, .webVTT]
    case .webM: [.webVTT]
    }
  }

  /// For people.
  package var name: String {
    switch self {
    case .mp4: "MP4"
    case .quickTime: "QuickTime"
    case .matroska: "Matroska"
    case .webM: "WebM"
    }
  }

  /// What tracks may be that does not come back: in QuickTime files players look for neither, and FFmpeg writes into WebM
  /// no flag for people who cannot hear.
  package var unheldDispositions: Set<MediaStream.Disposition> {
    switch self {
    case .mp4, .matroska: []
    case .quickTime: [.forced, .hearingImpaired]
    case .webM: [.hearingImpaired]
    }
  }

  package var isMP4Family: Bool { self == .mp4 || self == .quickTime }

  /// FFmpeg's name of what writes it.
  package var muxer: String {
    switch self {
    case .mp4: "mp4"
    case .quickTime: "mov"
    case .matroska: "matroska"
    case .webM: "webm"
    }
  }
}

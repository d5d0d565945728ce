package import Foundation
internal import Media
internal import Timeline
internal import Transcript
internal import XMLWriting

/// Metadata as Kodi and Jellyfin read it (Kodi wiki, “NFO files/Movies”, “NFO files/Episodes”): `<movie>`, or
/// `<episodedetails>` of what the file name calls an episode. The summary is the plot, keywords are tags.
package enum MetadataNFO {
  /// - Throws: `XMLWriteError` when memory runs out.
  package static func data(of metadata: MediaMetadata) throws -> Data {
    let writer = NFOWriter(try XMLWriter())
    try writer.write(metadata)
    return try writer.finished()
  }
}

private struct NFOWriter: ~Copyable {
  private let xml: XMLWriter

  init(_ xml: consuming XMLWriter) { self.xml = xml }

  consuming func finished() throws -> Data { try xml.finish() }

  func write(_ metadata: MediaMetadata) throws {
    let title = metadata.title
    try xml.startDocument()
    try xml.start(title.isEpisode ? "episodedetails" : "movie")
    if let episode = title.episode {
      try element("title", title.episodeTitle ?? "\(title.text), episode \(episode)")
      try element("showtitle", title.text)
      try element("season", "\(title.season ?? 1)")
      try element("episode", "\(episode)")
    } else {
      try element("title", title.text)
    }
    if let year = title.year { try element("year", "\(year)") }
    let plot = metadata.summary.map(\.text).joined(separator: " ")
    if !plot.isEmpty { try element("plot", plot) }
    // Minutes, of which a film has at least one.
    let minutes = Int64((max(0, metadata.media.duration.seconds) / 60).rounded())
    if metadata.media.duration > .zero { try element("runtime", "\(max(1, minutes))") }
    for keyword in metadata.keywords { try element("tag", keyword.text) }
    try writeStreams(metadata.media)
    try xml.end(depth: 0)
  }

  private func writeStreams(_ media: MediaDescription) throws {
    try xml.start("fileinfo", depth: 1)
    try xml.start("streamdetails", depth: 2)
    for stream in media.streams {
      if stream.isPicture {
        try xml.start("video", depth: 3)
        try element("codec", stream.codec, depth: 4)
        if let width = stream.width, let height = stream.height, width > 0, height > 0 {
          try element("aspect", String(format: "%.6f", Double(width) / Double(height)), depth: 4)
          try element("width", "\(width)", depth: 4)
          try element("height", "\(height)", depth: 4)
        }
        try element("durationinseconds", "\(Int64(max(0, media.duration.seconds).rounded()))", depth: 4)
        try xml.end(depth: 3)
      } else if stream.kind == .audio {
        try xml.start("audio", depth: 3)
        try element("codec", stream.codec, depth: 4)
        if let language = code(stream.language) { try element("language", language, depth: 4) }
        if let channels = stream.channels { try element("channels", "\(channels)", depth: 4) }
        try xml.end(depth: 3)
      } else if stream.kind == .subtitle {
        try xml.start("subtitle", depth: 3)
        if let language = code(stream.language) { try element("language", language, depth: 4) }
        try xml.end(depth: 3)
      }
    }
    try xml.end(depth: 2)
    try xml.end(depth: 1)
  }

  /// Three letters, as Kodi has languages.
  private func code(_ language: String?) -> String? {
    guard let language else { return nil }
    return Locale.LanguageCode(LanguageTag(language).primary).identifier(.alpha3)
  }

  private func element(_ name: String, _ text: String, depth: Int = 1) throws {
    try xml.start(name, depth: depth)
    try xml.text(text.allowedInXML)
    try xml.end()
  }
}

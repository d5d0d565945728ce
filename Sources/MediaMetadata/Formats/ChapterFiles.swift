package import Foundation
internal import PluginKit
internal import Timeline

/// Chapters for players: a track of the kind `chapters` (WebVTT), and the file that FFmpeg reads.
package enum ChapterFiles {
  /// A cue a chapter, its text the title, for `<track kind="chapters">`.
  package static func webVTT(_ chapters: [Chapter]) -> Data {
    var text = "WEBVTT\n"
    for (index, chapter) in chapters.enumerated() {
      // A cue has to last.
      let end = max(chapter.end, chapter.start + MediaTime(milliseconds: 1))
      text += "\n\(index + 1)\n\(clock(chapter.start)) --> \(clock(end))\n"
      text += "\(escaped(chapter.title.onOneLine))\n"
    }
    return Data(text.utf8)
  }

  /// `ffmpeg -i Film.mkv -i Film.ffmetadata -map 0 -map_metadata 1 -c copy …` puts it into a copy. Tags of the whole come
  /// first, then chapters, in milliseconds (FFmpeg formats, “Metadata”).
  package static func ffmetadata(_ metadata: MediaMetadata) -> Data {
    let title = metadata.title
    var text = ";FFMETADATA1\n"
    func tag(_ key: String, _ value: String) {
      if !value.isEmpty { text += "\(key)=\(tagValue(value))\n" }
    }
    tag("title", title.isEpisode ? title.episodeTitle ?? title.text : title.text)
    if let episode = title.episode {
      tag("show", title.text)
      tag("season_number", title.season.map { "\($0)" } ?? "")
      tag("episode_sort", "\(episode)")
    }
    tag("date", title.year.map { "\($0)" } ?? "")
    tag("description", metadata.summary.map(\.text).joined(separator: " "))
    tag("keywords", metadata.keywords.map(\.text).joined(separator: ", "))
    for chapter in metadata.chapters {
      text += "[CHAPTER]\nTIMEBASE=1/1000\n"
      text += "START=\(chapter.start.milliseconds)\nEND=\(max(chapter.end, chapter.start).milliseconds)\n"
      tag("title", chapter.title.onOneLine)
    }
    return Data(text.utf8)
  }

  private static func clock(_ time: MediaTime) -> String { ClockTime(max(.zero, time)).formatted(separator: ".") }

  private static func escaped(_ text: String) -> String {
    // Without `>` there is no arrow.
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// `=`, `;`, `#`, `\` and ends of lines have a backslash before them; what C would take for the end of a text goes.
  private static func tagValue(_ value: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in value.unicodeScalars where scalar != "\0" {
      // FFmpeg ends lines at a line feed alone, and other programs at a carriage return too.
      if scalar == "\r" {
        result.append(" ")
        continue
      }
      if ["=", ";", "#", "\\", "\n"].contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }
}

package import Foundation
import PluginKit
import Timeline
import XMLWriting

/// Moments as a playlist in XML (`.xspf`, XSPF version 1), with VLC's options for start and end.
package enum MomentXSPF {
  private static let application = "http://www.videolan.org/vlc/playlist/0"

  /// - Parameter title: of the list.
  /// - Throws: `XMLWriteError` when memory runs out.
  package static func data(of moments: [Moment], title: String) throws -> Data {
    let xml = try XMLWriter()
    try xml.startDocument()
    try xml.start(
      "playlist",
      [
        ("xmlns", "http://xspf.org/ns/0/"), ("xmlns:vlc", "http://www.videolan.org/vlc/playlist/ns/0/"),
        ("version", "1"),
      ])
    func element(_ name: String, _ text: String, depth: Int) throws {
      try xml.start(name, depth: depth)
      try xml.text(text.allowedInXML)
      try xml.end()
    }
    try element("title", title.onOneLine, depth: 1)
    try xml.start("trackList", depth: 1)
    for (index, moment) in moments.enumerated() {
      let range = moment.played
      try xml.start("track", depth: 2)
      try element("location", FileLocation.url(of: moment.path), depth: 3)
      try element("title", moment.title.onOneLine, depth: 3)
      try element("duration", "\(range.duration.milliseconds)", depth: 3)
      try xml.start("extension", [("application", application)], depth: 3)
      try element("vlc:id", "\(index)", depth: 4)
      try element("vlc:option", "start-time=\(Moment.seconds(range.start))", depth: 4)
      try element("vlc:option", "stop-time=\(Moment.seconds(range.end))", depth: 4)
      try xml.end(depth: 3)
      try xml.end(depth: 2)
    }
    try xml.end(depth: 1)
    try xml.end(depth: 0)
    return try xml.finish()
  }
}

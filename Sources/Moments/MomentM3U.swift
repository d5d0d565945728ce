package import Foundation
import PluginKit
import Timeline

/// Moments as a playlist of lines, UTF-8 (`.m3u8`): VLC plays each from its start to its end; other players know the file
/// and the title.
package enum MomentM3U {
  package static func data(of moments: [Moment]) -> Data {
    var data = Data("#EXTM3U\n".utf8)
    for moment in moments {
      let range = moment.played
      // Whole seconds, as most readers want them.
      data += Data("#EXTINF:\(max(1, Int64(range.duration.seconds.rounded()))),\(moment.title.onOneLine)\n".utf8)
      data += Data("#EXTVLCOPT:start-time=\(Moment.seconds(range.start))\n".utf8)
      data += Data("#EXTVLCOPT:stop-time=\(Moment.seconds(range.end))\n".utf8)
      data +=
        FileLocation.isPlain(moment.path)
        ? Data(FileLocation.bytes(of: moment.path)) : Data(FileLocation.url(of: moment.path).utf8)
      data.append(UInt8(ascii: "\n"))
    }
    return data
  }
}

package import Foundation
import PluginKit
import Timeline

/// Moments one behind the other as mpv plays them (`.mpv.edl`, mpv manual, “EDL v0”): `mpv list.mpv.edl` shows them as one
/// film, with a chapter for each. Names and titles are counted in bytes, so that they may have anything in them.
package enum MomentMPVList {
  package static func data(of moments: [Moment]) -> Data {
    var data = Data("# mpv EDL v0\n".utf8)
    for moment in moments {
      let range = moment.played
      let path = FileLocation.bytes(of: moment.path)
      let title = Data(moment.title.onOneLine.utf8)
      data += Data("%\(path.count)%".utf8) + path
      data += Data(",\(Moment.seconds(range.start)),\(Moment.seconds(range.duration)),title=%\(title.count)%".utf8)
      data += title
      data.append(UInt8(ascii: "\n"))
    }
    return data
  }
}

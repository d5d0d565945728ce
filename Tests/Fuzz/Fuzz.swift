import EBUSTL
import Foundation
import LRC
import MCC
import PluginKit
import SCC
import SubRip
import SubStationAlpha
import Subtitles
import TTML
import WebVTT

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Reads what libFuzzer makes up as the format that `$SURTITLE_FUZZ` names; what can be read has to be written again, and
/// to be read from that.
@main struct Fuzz {
  static let formats: [String: any SubtitleFormat] = [
    "ass": SubStationAlphaFormat(), "lrc": LRCFormat(), "mcc": MCCFormat(), "scc": SCCFormat(), "srt": SubRipFormat(),
    "stl": EBUSTLFormat(), "ttml": TTMLFormat(), "vtt": WebVTTFormat(),
  ]

  static let chosen = ProcessInfo.processInfo.environment["SURTITLE_FUZZ"].flatMap { formats[$0] }

  static func main() {
    guard chosen != nil else {
      print("set SURTITLE_FUZZ to one of \(formats.keys.sorted().joined(separator: ", "))")
      exit(2)
    }
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      runDriver(&count, &arguments) { bytes, length in
        guard let format = Fuzz.chosen else { return 0 }
        let data = Data(UnsafeBufferPointer(start: bytes, count: length))
        if let document = try? format.read(data), let written = try? format.write(document) {
          _ = try? format.read(written)
        }
        return 0
      })
  }
}

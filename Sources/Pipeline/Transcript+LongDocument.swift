public import PluginKit
public import Transcript

extension Transcript: LongDocument {
  public var parts: (frame: Transcript, lists: [LongList]) {
    var frame = self
    frame.segments = []
    frame.speech = []
    return (frame, [LongList("segments", segments), LongList("speech", speech)])
  }
}

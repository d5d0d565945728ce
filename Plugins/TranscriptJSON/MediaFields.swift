import Media
import Timeline
import Transcript

/// The media file as its container describes it.
struct MediaFields: Encodable {
  let name: String
  let container: String
  let duration: Double?
  let startTime: Double
  let streams: [StreamFields]

  init(name: String, _ info: MediaInfo) {
    self.name = name
    container = info.container
    duration = info.duration?.jsonSeconds
    startTime = info.startTime.jsonSeconds
    streams = info.streams.map(StreamFields.init)
  }
}

/// The track that was listened to, and the rule that chose it.
struct TrackFields: Encodable {
  let index: Int
  let reason: String
  let stream: StreamFields

  init(_ choice: AudioTrackChoice) {
    index = choice.stream.index
    reason = choice.reason.rawValue
    stream = StreamFields(choice.stream)
  }
}

struct StreamFields: Encodable {
  let index: Int
  let kind: String
  let codec: String
  let language: String
  let title: String?
  let dispositions: [String]
  let startTime: Double?
  let duration: Double?
  let frameRate: String?
  let width: Int?
  let height: Int?
  let sampleRate: Int?
  let channels: Int?
  let channelLayout: String?

  init(_ stream: MediaStream) {
    index = stream.index
    kind = stream.kind.rawValue
    codec = stream.codec
    language = stream.language.code
    title = stream.title
    dispositions = stream.dispositions.map(\.rawValue).sorted()
    startTime = stream.startTime?.jsonSeconds
    duration = stream.duration?.jsonSeconds
    frameRate = stream.frameRate?.description
    width = stream.width
    height = stream.height
    sampleRate = stream.sampleRate
    channels = stream.channels
    channelLayout = stream.channelLayout
  }
}

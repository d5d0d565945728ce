import Media
import MediaMetadata
import PluginKit
import Timeline
import Transcript

/// Transcripts to make metadata of.
enum Sample {
  /// Words a quarter of a second apart, each of which lasts as long.
  static func segment(
    _ text: String, at start: Double, language: LanguageTag = "en", speaker: String? = nil, trust: Trust = .full
  ) -> Segment {
    let isUnspaced = language.isWrittenWithoutSpaces
    let parts = isUnspaced ? text.map(String.init) : text.split(separator: " ").map(String.init)
    let words = parts.enumerated().map { index, part in
      let begin = MediaTime(seconds: start + 0.25 * Double(index))
      return Word(
        part, hasSpaceBefore: index > 0 && !isUnspaced,
        range: TimeRange(start: begin, end: begin + MediaTime(milliseconds: 250)), confidence: 0.9)
    }
    return Segment(words: words, language: language, trust: trust, speaker: speaker)
  }

  /// Sentences one after the other, 10 s apart.
  static func transcript(_ sentences: [String], language: LanguageTag = "en", every step: Double = 10) -> Transcript {
    transcript(sentences.enumerated().map { segment($1, at: step * Double($0), language: language) })
  }

  static func transcript(_ segments: [Segment], duration: Double? = nil) -> Transcript {
    Transcript(
      language: segments.first?.language ?? .undetermined, segments: segments,
      duration: duration.map { MediaTime(seconds: $0) } ?? segments.last?.range.end ?? .zero,
      provenance: Provenance(recognizer: "test", model: "none"))
  }

  static let media: MediaInfo = {
    var video = MediaStream(index: 0, kind: .video, codec: "h264")
    (video.frameRate, video.width, video.height) = (Rational(25, 1), 1920, 1080)
    var audio = MediaStream(index: 1, kind: .audio, codec: "aac", language: "en", dispositions: [.default])
    (audio.channels, audio.channelLayout, audio.sampleRate) = (2, "stereo", 48_000)
    let subtitle = MediaStream(index: 2, kind: .subtitle, codec: "subrip", language: "de")
    return MediaInfo(container: "matroska,webm", duration: nil, startTime: .zero, streams: [video, audio, subtitle])
  }()

  static func metadata(
    _ transcript: Transcript, name: String = "Talk.mkv", media: MediaInfo = media, _ embeddings: SpanEmbeddings? = nil,
    settings: MetadataSettings = MetadataSettings()
  ) -> MediaMetadata {
    MediaMetadata(name: name, media: media, transcript: transcript, embeddings: embeddings, settings: settings)
  }

  /// Talk of bees, then of trains, then of bread: forty sentences each, 400 s.
  static let threeTopics: [String] = topics.flatMap { topic in
    (0..<40).map { number in
      let words = (0..<6).map { topic.words[(number * 7 + $0 * 3 + number / 5) % topic.words.count] }
      return
        "The \(words[0]) and the \(words[1]) \(topic.verb) with \(words[2]) \(words[3]), \(words[4]) or \(words[5])."
    }
  }

  private static let topics: [(verb: String, words: [String])] = [
    ("swarmed", ["honey bees", "hive", "pollen", "beekeeper", "nectar", "queen", "wax", "drones", "meadow", "comb"]),
    (
      "arrived",
      ["railway", "locomotive", "platform", "signal", "carriage", "timetable", "tunnel", "driver", "junction"]
    ),
    ("baked", ["sourdough", "oven", "flour", "baker", "crust", "yeast", "dough", "loaf", "butter", "kitchen"]),
  ]

  /// Vectors of length 1 for every utterance: the first half points where `topic` says.
  static func embeddings(_ transcript: Transcript, topic: (Int) -> Int) -> SpanEmbeddings {
    let utterances = transcript.utterances
    let vectors = utterances.indices.map { index in
      var vector = [Float](repeating: 0, count: 16)
      vector[topic(utterances[index].segment)] = 0.95
      vector[4 + index % 4] = 0.3122
      vector[8] = 1
      return vector
    }
    return SpanEmbeddings(model: "test", dimension: 16, spans: utterances.map(\.words), vectors: vectors)
  }
}

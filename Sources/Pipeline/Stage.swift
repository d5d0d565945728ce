internal import PluginHost

/// The steps from a media file to its results, by the names that users see and type.
package enum Stage: Hashable, Sendable {
  case audio
  /// Looking for changes of shot.
  case shots
  case recognise
  /// Turning what is said into vectors.
  case embed
  case filter(String)
  case annotate(String)
  /// Writing a file.
  case output(String)
  /// Putting what is said into the index.
  case index

  /// `audio`, `recognise`, `filter.mask`, `annotate.toxicity`, `subrip`.
  package var name: String {
    switch self {
    case .audio: "audio"
    case .shots: "shots"
    case .recognise: "recognise"
    case .embed: "embed"
    case .filter(let plugin): "filter.\(plugin)"
    case .annotate(let plugin): "annotate.\(plugin)"
    case .output(let plugin): plugin
    case .index: "index"
    }
  }

  /// Whether it comes when all that is known of the file is known.
  var isDelivery: Bool {
    switch self {
    case .output, .index: true
    case .audio, .shots, .recognise, .embed, .filter, .annotate: false
    }
  }

  /// The stages of `profile` in the order in which they run.
  package static func all(of profile: Profile) -> [Stage] {
    [.audio] + (profile.findsShots ? [.shots] : []) + [.recognise] + (profile.takesEmbeddings ? [.embed] : [])
      + profile.annotators.map { .annotate($0.shortName) } + profile.filters.map { .filter($0.shortName) }
      + profile.outputs.map { .output($0.outputName) } + (profile.index == .off ? [] : [.index])
  }
}

package import PluginKit
package import Subtitles

/// A plug-in that was made, as the kind that it is: in the program, or in a process of its own.
package enum PluginInstance: Sendable {
  case recognizer(any SpeechRecognizing)
  case annotator(any Annotating)
  case filter(any TranscriptFiltering)
  case format(any SubtitleFormat)
  case exporter(any Exporting)
  case fileExporter(any FileExporting)
}

/// A plug-in with its settings, ready for work.
package struct ConfiguredPlugin: Sendable {
  package var descriptor: PluginDescriptor
  /// All settings: the defaults with what the user set over them.
  package var configuration: JSONValue
  package var instance: PluginInstance
  /// What of the settings is not the default. Text that is none of a few words to choose from is null: it may hold the
  /// words that are looked for.
  package var changes: [String: JSONValue] = [:]
  /// Of what it writes, without the dot; nil for kinds that write nothing.
  package var fileExtension: String?
  /// Which subtitles a subtitle format writes.
  package var subtitles = SubtitleKind.full

  package var isSubtitles: Bool { descriptor.kind == .subtitleFormat }
  package var shortName: String { descriptor.shortName }
  /// Tells what it writes from all else that a profile writes: `subrip`, `subrip.forced`.
  package var outputName: String { subtitles == .full ? shortName : "\(shortName).\(subtitles.rawValue)" }
  /// What names of its files end with, without the dot: `srt`, `forced.srt`, as media servers know it.
  package var fileSuffix: String {
    let suffix = fileExtension ?? "out"
    return subtitles == .full ? suffix : "\(subtitles.rawValue).\(suffix)"
  }

  /// The id and the part of the version whose change makes stored results stale: `org.surtitle.subrip 1.0`.
  package var revision: String {
    let version = descriptor.version.split(separator: ".").prefix(2).joined(separator: ".")
    return "\(descriptor.id) \(version)"
  }
}

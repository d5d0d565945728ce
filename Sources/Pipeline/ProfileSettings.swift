package import PluginHost

/// A profile as users write it: what is made of every file, and how. Every setting has a default.
package struct ProfileSettings: Hashable, Sendable, Codable {
  /// The profile that it takes from what it does not say; `subtitles` where there is none.
  package var inherits: String?
  /// The plug-in that recognises speech.
  package var recognizer = "whisper"
  /// Plug-ins that derive a transcript from the one before, in this order.
  package var filters: [String] = []
  /// Plug-ins that mark what is said.
  package var annotators: [String] = []
  /// Plug-ins that write files: formats for players (SubRip for the oldest, WebVTT for browsers, TTML for broadcast)
  /// and transcripts for programs.
  package var outputs = ["subrip", "webvtt", "ttml", "transcript-json", "amazon-transcribe-json"]
  /// The language that is spoken, or `auto`: most libraries hold more than one.
  package var language = "auto"
  /// Whether the text is translated into English.
  package var translate = false
  /// Which subtitles are written in each format: `full`, all that is said; `sdh`, also who says it and what else is to
  /// be heard; `forced`, only what is said in other languages than the main one.
  package var tracks = ["full"]
  /// Whether changes of shot are looked for in the picture, so that cues begin and end with them. Off: it takes longer
  /// than recognising the speech, a twentieth of the film's length on one core.
  package var shotChanges = false
  /// How text is cut into cues.
  package var cueing = CueingSettings()
  /// Text with less trust than this is left out of subtitles, or marked: 0 shows all. A reason to doubt halves the trust,
  /// so 0.6 takes what nothing speaks against, and 0.3 what has one reason at most.
  package var minimumTrust = 0.0
  /// What becomes of such text: `drop`, or `mark` with `[?]` before it.
  package var untrusted = "drop"
  /// What names of results say besides the language.
  package var sidecars = SidecarSettings()
  /// What is put into the index that is searched: `words`, what is said; `meaning`, also what it means, so that it is found
  /// in other words, which takes a model and some seconds an hour of speech; `off`, nothing.
  package var index = "words"
  /// Which findings are reported.
  package var reports = ReportSettings()
  /// When a file is left alone.
  package var skip = SkipSettings()
  /// Who is told when the work on a file ends.
  package var notify = NotifySettings()
  /// Settings of plug-ins by short name.
  package var plugins: [String: JSONValue] = [:]

  package init() {}
}

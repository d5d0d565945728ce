package import PluginHost
package import PluginKit
package import Subtitles
package import Transcript

/// What is made of every file, with every plug-in configured: settings that have been checked.
package struct Profile: Sendable {
  package var name: String
  package var recognizer: ConfiguredPlugin
  package var annotators: [ConfiguredPlugin]
  package var filters: [ConfiguredPlugin]
  /// Subtitle formats and exporters, in the order in which they are written.
  package var outputs: [ConfiguredPlugin]
  package var request: RecognitionRequest
  package var cueing: HouseStyle
  /// What names of results say besides the language.
  package var sidecars = SidecarSettings()
  /// Whether changes of shot are looked for.
  package var findsShots = false
  /// Text with less trust than this is not shown in subtitles as if it were sure, 0…1.
  package var minimumTrust: Double
  package var untrusted: UntrustedText
  /// What is put into the index.
  package var index = IndexedContent.words
  /// Which findings are reported.
  package var reports = ReportRules.everything
  /// When a file is left alone.
  var skip: SkipRules
  /// Who is told of which files.
  package var notify: NotifyRules

  package init(
    name: String, recognizer: ConfiguredPlugin, annotators: [ConfiguredPlugin] = [], filters: [ConfiguredPlugin] = [],
    outputs: [ConfiguredPlugin], request: RecognitionRequest = RecognitionRequest(),
    cueing: HouseStyle = .standard, minimumTrust: Double = 0, untrusted: UntrustedText = .drop
  ) {
    self.init(
      name: name, recognizer: recognizer, annotators: annotators, filters: filters, outputs: outputs,
      request: request, cueing: cueing, minimumTrust: minimumTrust, untrusted: untrusted, skip: .none, notify: .none)
  }

  init(
    name: String, recognizer: ConfiguredPlugin, annotators: [ConfiguredPlugin], filters: [ConfiguredPlugin],
    outputs: [ConfiguredPlugin], request: RecognitionRequest, cueing: HouseStyle, minimumTrust: Double,
    untrusted: UntrustedText, skip: SkipRules, notify: NotifyRules
  ) {
    self.name = name
    self.recognizer = recognizer
    self.annotators = annotators
    self.filters = filters
    self.outputs = outputs
    self.request = request
    self.cueing = cueing
    self.minimumTrust = minimumTrust
    self.untrusted = untrusted
    self.skip = skip
    self.notify = notify
  }

  /// All of them, in the order in which they run.
  package var plugins: [ConfiguredPlugin] { [recognizer] + annotators + filters + outputs }
}

package import PluginHost
package import PluginKit
package import Subtitles

/// What is made of every file, with every plug-in configured: settings that have been checked.
package struct Profile: Sendable {
  package var name: String
  package var recognizer: ConfiguredPlugin
  package var annotators: [ConfiguredPlugin]
  package var filters: [ConfiguredPlugin]
  /// Subtitle formats and exporters, in the order in which they are written.
  package var outputs: [ConfiguredPlugin]
  package var request: RecognitionRequest
  package var cueing: CueingLimits

  package init(
    name: String, recognizer: ConfiguredPlugin, annotators: [ConfiguredPlugin] = [], filters: [ConfiguredPlugin] = [],
    outputs: [ConfiguredPlugin], request: RecognitionRequest = RecognitionRequest(),
    cueing: CueingLimits = CueingLimits()
  ) {
    self.name = name
    self.recognizer = recognizer
    self.annotators = annotators
    self.filters = filters
    self.outputs = outputs
    self.request = request
    self.cueing = cueing
  }
}

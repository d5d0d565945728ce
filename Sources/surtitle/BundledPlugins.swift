internal import AmazonTranscribeJSON
internal import PluginHost
internal import SubRip
internal import TTML
internal import TranscriptJSON
internal import WebVTT
internal import WhisperRecognizer

/// The plug-ins that come with the program: the only place that knows them all. Each has a folder and a row in
/// `Plugins/README.md`; a test holds the three together.
enum BundledPlugins {
  static func registry() throws -> PluginRegistry {
    var registry = PluginRegistry()
    try registry.register(WhisperRecognizer.self)
    try registry.register(SubRipFormat.self)
    try registry.register(WebVTTFormat.self)
    try registry.register(TTMLFormat.self)
    try registry.register(TranscriptJSONExporter.self)
    try registry.register(AmazonTranscribeExporter.self)
    return registry
  }
}

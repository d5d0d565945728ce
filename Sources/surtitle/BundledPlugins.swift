internal import AmazonTranscribeJSON
internal import Bleep
internal import EBUSTL
internal import LRC
internal import MCC
internal import Markdown
internal import Markers
internal import Masking
internal import Metadata
internal import ModerationLLM
internal import ModerationReports
internal import PlainText
internal import PluginHost
internal import SCC
internal import Sentiment
internal import SubRip
internal import SubStationAlpha
internal import TTML
internal import TextClassifier
internal import Toxicity
internal import TranscriptCSV
internal import TranscriptJSON
internal import VocabularyFilter
internal import WebVTT
internal import WhisperRecognizer

/// The plug-ins that come with the program: the only place that knows them all. Each has a folder and a row in
/// `Plugins/README.md`; a test holds the three together.
enum BundledPlugins {
  static func registry() throws -> PluginRegistry {
    var registry = PluginRegistry()
    try registry.register(WhisperRecognizer.self)
    try registry.register(VocabularyAnnotator.self)
    try registry.register(Masking.self)
    try registry.register(SubRipFormat.self)
    try registry.register(WebVTTFormat.self)
    try registry.register(TTMLFormat.self)
    try registry.register(SubStationAlphaFormat.self)
    try registry.register(SCCFormat.self)
    try registry.register(MCCFormat.self)
    try registry.register(EBUSTLFormat.self)
    try registry.register(LRCFormat.self)
    try registry.register(ToxicityAnnotator.self)
    try registry.register(SentimentAnnotator.self)
    try registry.register(TextClassifierAnnotator.self)
    try registry.register(ModerationLLMAnnotator.self)
    try registry.register(TranscriptJSONExporter.self)
    try registry.register(AmazonTranscribeExporter.self)
    try registry.register(PlainTextExporter.self)
    try registry.register(MarkdownExporter.self)
    try registry.register(TranscriptCSVExporter.self)
    try registry.register(FCPXMLMarkersExporter.self)
    try registry.register(PremiereMarkersExporter.self)
    try registry.register(ResolveEDLExporter.self)
    try registry.register(MetadataJSONExporter.self)
    try registry.register(MetadataNFOExporter.self)
    try registry.register(ChaptersVTTExporter.self)
    try registry.register(ChaptersFFmetadataExporter.self)
    try registry.register(BleepExporter.self)
    try registry.register(ReportHTMLExporter.self)
    try registry.register(ReportJSONExporter.self)
    try registry.register(ReportCSVExporter.self)
    try registry.register(ReportVTTExporter.self)
    try registry.register(ReportEDLExporter.self)
    try registry.register(FCPXMLFindingsExporter.self)
    try registry.register(PremiereFindingsExporter.self)
    try registry.register(ResolveFindingsExporter.self)
    return registry
  }
}

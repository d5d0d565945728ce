import Foundation
import Media
import Moderation
import Pipeline
import PluginHost
import PluginKit
import Testing
import Transcript

/// Names an annotator or a filter that does nothing, and what it says it takes and gives.
protocol Wanting {
  static var descriptor: PluginDescriptor { get }
}

struct IdleAnnotator<Role: Wanting>: Annotator {
  static var descriptor: PluginDescriptor { Role.descriptor }
  init(configuration: NoConfiguration) throws {}
  func annotate(
    _ transcript: Transcript, audio: AudioReference?, in context: PluginContext
  ) async throws -> Annotations {
    .none
  }
}

struct IdleFilter<Role: Wanting>: TranscriptFilter {
  static var descriptor: PluginDescriptor { Role.descriptor }
  init(configuration: NoConfiguration) throws {}
  func apply(
    _ annotations: Annotations, to transcript: Transcript, in context: PluginContext
  ) async throws -> Transcript {
    transcript
  }
}

struct IdleExporter<Role: Wanting>: Exporter {
  static var descriptor: PluginDescriptor { Role.descriptor }
  static var fileExtension: String { Role.descriptor.shortName }
  init(configuration: NoConfiguration) throws {}
  func export(_ input: ExportInput, in context: PluginContext) async throws -> Data { Data() }
}

private func descriptor(
  _ name: String, _ kind: PluginDescriptor.Kind, takes: Set<LayerKind>? = nil, uses: Set<LayerKind> = [],
  gives: Set<LayerKind>? = nil
) -> PluginDescriptor {
  PluginDescriptor(
    id: "org.example.\(name)", version: "1.0.0", kind: kind, summary: "Idle", licence: "Apache-2.0", consumes: takes,
    uses: uses, produces: gives)
}

private enum Diarizer: Wanting {
  static let descriptor = PipelineTests.descriptor("diarizer", .annotator, takes: [.audio], gives: [.speakers])
}
private enum Topics: Wanting {
  static let descriptor = PipelineTests.descriptor(
    "topics", .annotator, takes: [.transcript, .speakers], gives: ["topics"])
}
private enum Chapters: Wanting {
  static let descriptor = PipelineTests.descriptor("chapters", .annotator, takes: ["topics"], gives: ["chapters"])
}
private enum Egg: Wanting {
  static let descriptor = PipelineTests.descriptor("egg", .annotator, takes: ["hen"], gives: ["egg"])
}
private enum Hen: Wanting {
  static let descriptor = PipelineTests.descriptor("hen", .annotator, takes: ["egg"], gives: ["hen"])
}
private enum Masker: Wanting {
  static let descriptor = PipelineTests.descriptor("masker", .transcriptFilter, takes: [.transcript, .findings])
}
private enum Namer: Wanting {
  static let descriptor = PipelineTests.descriptor("namer", .transcriptFilter, takes: [.transcript, .speakers])
}
private enum Tagger: Wanting {
  static let descriptor = PipelineTests.descriptor("tagger", .transcriptFilter, gives: [.transcript, "tags"])
}
private enum Counter: Wanting {
  static let descriptor = PipelineTests.descriptor("counter", .annotator, takes: ["tags"], gives: ["counts"])
}
private enum Report: Wanting {
  static let descriptor = PipelineTests.descriptor("report", .exporter, takes: [.transcript, .findings])
}
private enum Diary: Wanting {
  static let descriptor = PipelineTests.descriptor("diary", .exporter, uses: [.findings, .speakers])
}
private enum Outline: Wanting {
  static let descriptor = PipelineTests.descriptor("outline", .annotator, uses: ["topics", "tags"], gives: ["outline"])
}
private enum Odd: Wanting {
  static let descriptor = PipelineTests.descriptor("odd", .exporter, takes: ["topcs"])
}
private enum Odder: Wanting {
  static let descriptor = PipelineTests.descriptor("odder", .exporter, takes: ["lip-sync"])
}

@Suite struct ProfileGraphTests {
  private func profile(
    filters: [String] = [], annotators: [String] = [], outputs: [String] = ["srt"]
  ) throws -> Profile {
    var registry = try PluginRegistry.fakes()
    try registry.register(IdleAnnotator<Diarizer>.self)
    try registry.register(IdleAnnotator<Topics>.self)
    try registry.register(IdleAnnotator<Chapters>.self)
    try registry.register(IdleAnnotator<Egg>.self)
    try registry.register(IdleAnnotator<Hen>.self)
    try registry.register(IdleFilter<Masker>.self)
    try registry.register(IdleFilter<Namer>.self)
    try registry.register(IdleFilter<Tagger>.self)
    try registry.register(IdleAnnotator<Counter>.self)
    try registry.register(IdleExporter<Report>.self)
    try registry.register(IdleExporter<Diary>.self)
    try registry.register(IdleAnnotator<Outline>.self)
    try registry.register(IdleExporter<Odd>.self)
    try registry.register(IdleExporter<Odder>.self)
    let lists = ["filters": filters, "annotators": annotators, "outputs": outputs]
    var configuration = try Configuration(registry: registry)
    let settings = JSONValue.object(lists.mapValues { .array($0.map(JSONValue.string)) })
    try configuration.merge(
      file: .object(["version": .integer(1), "profiles": .object(["subtitles": settings])]))
    return try configuration.profile()
  }

  private func problems(
    filters: [String] = [], annotators: [String] = [], outputs: [String] = ["srt"]
  ) -> [String] {
    let error = #expect(throws: ConfigurationDiagnostics.self) {
      try profile(filters: filters, annotators: annotators, outputs: outputs)
    }
    return error?.diagnostics.map(\.description) ?? []
  }

  @Test(arguments: [
    (["spotter", "diarizer"], ["spotter", "diarizer"]),
    (["chapters", "topics", "spotter", "diarizer"], ["spotter", "diarizer", "topics", "chapters"]),
    (["topics", "chapters", "diarizer", "spotter"], ["diarizer", "topics", "chapters", "spotter"]), ([], []),
  ])
  func `annotators run after those that they need, else as they stand`(given: [String], order: [String]) throws {
    #expect(try profile(annotators: given).annotators.map(\.shortName) == order)
  }

  @Test func `what nothing produces is named with who would`() {
    #expect(
      problems(annotators: ["topics"], outputs: ["srt", "report"]) == [
        "/profiles/subtitles/annotators/0: the stage annotate.topics needs “speakers”, which nothing in this profile "
          + "produces; add “diarizer”",
        "/profiles/subtitles/outputs/1: the stage report needs “findings”, which nothing in this profile produces; "
          + "add “spotter”",
      ])
  }

  @Test(arguments: [
    ("odd", "topcs", "no plug-in does; is “topics” meant?"), ("odder", "lip-sync", "no plug-in that is here does"),
  ])
  func `what no plug-in produces is called so`(output: String, layer: String, advice: String) {
    #expect(
      problems(outputs: [output]) == [
        "/profiles/subtitles/outputs/0: the stage \(output) needs “\(layer)”, which nothing in this profile produces; "
          + advice
      ])
  }

  @Test func `annotators that wait for each other are refused`() {
    #expect(
      problems(annotators: ["spotter", "hen", "egg"]) == [
        "/profiles/subtitles/annotators/1: these stages need each other: annotate.hen → annotate.egg → annotate.hen"
      ])
  }

  @Test func `what is only used may be missing`() throws {
    #expect(try profile(outputs: ["diary"]).outputs.map(\.shortName) == ["diary"])
    #expect(try profile(annotators: ["outline"]).annotators.map(\.shortName) == ["outline"])
    // Tags come too late, which is as if they never came.
    let tagged = try profile(filters: ["tagger"], annotators: ["outline", "topics", "diarizer"])
    #expect(tagged.annotators.map(\.shortName) == ["diarizer", "topics", "outline"])
  }

  @Test func `filters work on what annotators find`() throws {
    let profile = try profile(filters: ["masker", "mask", "namer"], annotators: ["spotter", "diarizer"])
    #expect(profile.filters.map(\.shortName) == ["masker", "mask", "namer"])
  }

  @Test func `an annotator cannot need what filters make`() {
    #expect(
      problems(filters: ["tagger"], annotators: ["counter"]) == [
        "/profiles/subtitles/annotators/0: the stage annotate.counter needs what filter.tagger makes, which runs after "
          + "it"
      ])
  }
}

internal import Foundation
internal import Library
internal import Media
internal import MediaMetadata
internal import MetadataIndex
internal import Moderation
internal import PluginKit
internal import SystemPackage
internal import Timeline
internal import Transcript

/// What the index holds of a file: a row for each utterance as the filters left it.
struct IndexRows {
  let source: IndexedSource

  /// - Throws: what encoding the metadata throws.
  func file() throws -> IndexedFile {
    let transcript = source.transcript
    let utterances = transcript.utterances
    let metadata = MediaMetadata(
      name: FilePath(bytes: source.path.nameBytes).string, media: source.media, transcript: transcript,
      embeddings: source.embeddings)
    return IndexedFile(
      path: source.path, fingerprint: source.identity, key: source.recipe.key.hexadecimal,
      title: Self.title(of: source.path), language: transcript.language,
      duration: source.media.duration ?? transcript.duration, modified: source.modified,
      metadata: String(decoding: try MetadataJSON.data(of: metadata, indented: false), as: UTF8.self),
      segments: segments(utterances, transcript, source.annotations.findings),
      spans: source.meanings.map { spans($0, utterances, heard: source.heard, shown: transcript) } ?? [])
  }

  static func title(of path: FilePath) -> String { String(decoding: MediaName.base(of: path.nameBytes), as: UTF8.self) }

  private func segments(
    _ utterances: [Utterance], _ transcript: Transcript, _ findings: [Finding]
  ) -> [IndexedFile.Segment] {
    let words = transcript.words
    var categories = [Set<String>](repeating: [], count: utterances.count)
    for finding in findings {
      for index in utterances.indices(of: finding) { categories[index].insert(finding.category) }
    }
    return utterances.enumerated().map { index, utterance in
      let segment = transcript.segments[utterance.segment]
      return IndexedFile.Segment(
        range: utterance.range, language: segment.language, trust: segment.trust.score, speaker: segment.speaker,
        categories: categories[index].sorted(), words: Array(words[utterance.words]))
    }
  }

  /// Those whose words no filter changed: what was taken out of a text is not to be found by its meaning either. The context
  /// of a short utterance stands for that.
  private func spans(
    _ embeddings: SpanEmbeddings, _ utterances: [Utterance], heard: Transcript, shown: Transcript
  ) -> [IndexedFile.Span] {
    let (old, new) = (heard.words, shown.words)
    let places = Annotations.places(of: old.map(\.range), in: new.map(\.range))
    let all = heard.utterances
    var owners: [Range<Int>: Range<Int>] = [:]
    for index in all.indices {
      if let context = heard.context(of: index, in: all), owners[context.words] == nil {
        owners[context.words] = all[index].words
      }
    }
    return embeddings.spans.indices.compactMap { index in
      let span = embeddings.spans[index]
      let isSame = span.allSatisfy { word in
        word < old.count && places[word].map { $0.count == 1 && new[$0.lowerBound].text == old[word].text } == true
      }
      let words = owners[span] ?? span
      guard isSame, let first = words.first.flatMap({ places[$0]?.lowerBound }),
        let last = words.last.flatMap({ places[$0]?.upperBound }), first < last
      else { return nil }
      let segments = utterances.indices(of: first..<last)
      return segments.isEmpty
        ? nil : IndexedFile.Span(segments: segments, vector: Array(embeddings.vector(at: index).prefix(Self.width)))
    }
  }

  /// The half of a vector by which spans are compared.
  private static let width = 384
}

extension [Utterance] {
  /// Those that have any of `words`, which are in the order of the utterances.
  fileprivate func indices(of words: Range<Int>) -> Range<Int> {
    let first = partitioningIndex { $0.words.upperBound > words.lowerBound }
    let end = partitioningIndex { $0.words.lowerBound >= words.upperBound }
    return first..<Swift.max(first, end)
  }

  /// Those that a finding is about: by its words, or where it has none by its time.
  fileprivate func indices(of finding: Finding) -> Range<Int> {
    if let words = finding.words { return indices(of: words) }
    let first = partitioningIndex { $0.range.end > finding.range.start }
    let end = partitioningIndex { $0.range.start >= finding.range.end }
    return first..<Swift.max(first, end)
  }

  /// The first index whose element `isBehind`, as all that follow are.
  private func partitioningIndex(where isBehind: (Utterance) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

import Media
import Moderation
import PluginHost
import PluginKit
import TestSupport
import Testing
import Timeline

/// What a plug-in sends is believed only where it can be.
struct PlausibilityTests {
  /// A filter that changes its transcript with a line of Python.
  private static func change(_ line: String) throws -> ExternalFixture {
    try ExternalFixture(
      """
      def change(request):
          transcript = request.transcript
          segments = transcript["segments"]
          words = segments[1]["words"]
          \(line)
          return transcript
      surtitle_plugin.serve(filter=change)
      """)
  }

  @Test(
    arguments: [
      ("words[0]['range']['end'] = 2**62", "segments[1].words[0].range: it lies outside"),
      ("words[0]['range']['start'] = -2**62", "segments[1].words[0].range: it lies outside"),
      ("words[0]['range']['end'] = 0", "segments[1].words[0].range: it ends before it starts"),
      ("segments.reverse()", "segments[1].words[0].range: it starts before the word before it"),
      ("words[0]['confidence'] = 1.5", "segments[1].words[0].confidence"),
      ("words[0]['text'] = ''", "segments[1].words[0].text"),
      ("words[0]['text'] = 'a\\nb'", "segments[1].words[0].text"),
      ("words[0]['text'] = 'a\\u2028b'", "segments[1].words[0].text"),
      ("words[0]['text'] = 'a\\x85'", "segments[1].words[0].text"),
      ("words.clear()", "segments[1]: a segment has at least one word"),
      ("segments[1]['trust']['score'] = -1", "segments[1].trust.score"),
      ("transcript['duration'] = 2**62", "duration"),
      ("transcript['speech'] = [{'start': 0, 'end': 2**60}]", "speech[0]"),
      ("del words[0]['range']", "“result/transcript/inline/segments/1/words/0/range” is missing"),
    ])
  func `a transcript that cannot be is refused`(line: String, reason: String) async throws {
    let fixture = try Self.change(line)
    let failure = try #require(try await fixture.failure())
    #expect(failure.code == .garbage && failure.description.contains(reason), "\(failure)")
  }

  @Test func `what is left out is usual`() async throws {
    let fixture = try Self.change(
      """
      for key in ("speech", "languages"): del transcript[key]
          del transcript["provenance"]["settings"], segments[0]["trust"], words[0]["hasSpaceBefore"]
      """)
    #expect(try await fixture.filter() == wordTranscript(3))
    await fixture.host.shutDown()
  }

  @Test(
    arguments: [
      (#"{"category": "x", "range": {"start": 0, "end": 5}, "score": 0.5, "source": "x"}"#, nil),
      (#"{"category": "x", "range": {"start": 0, "end": 5}, "score": 5, "source": "x"}"#, "findings[0].score"),
      (#"{"category": "", "range": {"start": 0, "end": 5}, "score": 1, "source": "x"}"#, "findings[0].category"),
      (#"{"category": "x", "range": {"start": 9, "end": 5}, "score": 1, "source": "x"}"#, "findings[0].range"),
      (
        #"{"category": "x", "range": {"start": 0, "end": 5}, "score": 1, "source": "x", "words": [1, 4]}"#,
        "findings[0].words: there are 3 words"
      ),
      (
        #"{"category": "x", "range": {"start": 0, "end": 5}, "score": 1, "source": "x", "words": [2, 1]}"#,
        "result/findings/0/words"
      ),
      (
        #"{"category": "x", "range": {"start": 0, "end": 5}, "score": 1, "source": "x", "words": [0, 3], "severity": "#
          + #""high", "threshold": 0.5, "treatment": {"method": "replace", "replacement": "y"}}"#, nil
      ),
      (
        #"{"category": "x", "range": {"start": 0, "end": 5}, "score": 1, "source": "x", "treatment": "#
          + #"{"method": "replace", "replacement": "a\nb"}}"#, "findings[0].treatment.replacement"
      ),
      (
        #"{"category": "x", "range": {"start": 0, "end": 5}, "score": 1, "source": "x", "threshold": 2}"#,
        "findings[0].threshold"
      ),
      (#"{"range": {"start": 9, "end": 5}, "score": 1, "source": "x"}"#, "“result/findings/0/category” is missing"),
    ] as [(String, String?)])
  func `findings that cannot be are refused`(finding: String, reason: String?) async throws {
    let fixture = try ExternalFixture(
      "surtitle_plugin.serve(annotate=lambda request: [\(finding)])", kind: "annotator")
    guard case .annotator(let annotator) = fixture.plugin.instance else { throw CancellationError() }
    do {
      let annotations = try await annotator.annotate(wordTranscript(3), audio: nil, in: fixture.context)
      #expect(reason == nil && annotations.findings.count == 1)
    } catch let failure as PluginFailure {
      #expect(failure.description.contains(try #require(reason)), "\(failure)")
    }
    await fixture.host.shutDown()
  }
}

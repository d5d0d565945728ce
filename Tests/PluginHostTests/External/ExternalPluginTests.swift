import Foundation
import Logging
import Media
import PluginHost
import PluginKit
import Synchronization
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

/// Plug-ins in processes of their own that behave. They are real programs in Python.
@Suite(.timeLimit(.minutes(10)))
struct ExternalPluginTests {
  private static let shout = """
    def shout(request):
        request.progress(0.5)
        print("to standard error")
        for segment in request.transcript["segments"]:
            for word in segment["words"]:
                word["text"] = word["text"].upper() + request.settings["mark"]
        return request.transcript
    surtitle_plugin.serve(filter=shout)
    """

  @Test(arguments: [0, 3, 5_000])
  func `a filter in Python, with its settings and its progress`(words: Int) async throws {
    let fixture = try ExternalFixture(Self.shout, settings: .object(["mark": .string("?")]))
    let source = wordTranscript(words)
    for _ in 0..<3 {
      let result = try await fixture.filter(source)
      #expect(result.segments.map { $0.words.map(\.text) } == (0..<words).map { ["WORD\($0)?"] })
      #expect(result.segments.map(\.range) == source.segments.map(\.range))
    }
    #expect(fixture.progress.all == [0.5, 0.5, 0.5])
    await fixture.host.shutDown()
  }

  @Test func `calls side by side`() async throws {
    let fixture = try ExternalFixture(Self.shout)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for count in 1...20 {
        group.addTask { try await fixture.filter(wordTranscript(count)).segments.count }
      }
      var sum = 0
      for try await count in group { sum += count }
      #expect(sum == 210)
    }
    await fixture.host.shutDown()
  }

  @Test func `an environment of what it needs`() async throws {
    let program = """
      def variables(request):
          request.transcript["provenance"]["model"] = ",".join(sorted(os.environ))
          return request.transcript
      surtitle_plugin.serve(filter=variables)
      """
    let environment = ProcessInfo.processInfo.environment.merging(["SECRET": "x", "LANG": "C"]) { $1 }
    let fixture = try ExternalFixture(program, environment: environment)
    let seen = try await fixture.filter().provenance.model.split(separator: ",")
    #expect(seen.contains("PATH") && seen.contains("LANG") && !seen.contains("SECRET"))
    await fixture.host.shutDown()
  }

  @Test func `a refusal is no crash, and says why`() async throws {
    let fixture = try ExternalFixture(
      """
      def refuse(request):
          raise surtitle_plugin.Refusal("there are no words in it")
      surtitle_plugin.serve(filter=refuse)
      """)
    for _ in 0..<5 {
      let failure = await #expect(throws: PluginFailure.self) { try await fixture.filter() }
      #expect(failure?.code == .refusal && failure?.description.contains("there are no words in it") == true)
    }
    await fixture.host.shutDown()
  }

  @Test func `what it needs is missing for all files`() async throws {
    let fixture = try ExternalFixture(
      """
      def start(settings):
          raise surtitle_plugin.Refusal("there is no card in this machine", surtitle_plugin.ENVIRONMENT)
      surtitle_plugin.serve(filter=lambda request: None, start=start)
      """)
    let error = await #expect(throws: EnvironmentError.self) { try await fixture.filter() }
    #expect(error?.description.contains("there is no card in this machine") == true)
    await fixture.host.shutDown()
  }

  @Test func `cancelling is answered, and the plug-in goes on`() async throws {
    let fixture = try ExternalFixture(
      """
      def slow(request):
          if len(request.transcript["segments"]) == 1:
              return request.transcript
          request.progress(0)
          while True:
              request.check()
              time.sleep(0.01)
      surtitle_plugin.serve(filter=slow)
      """)
    for _ in 0..<2 {
      let count = fixture.progress.all.count
      let task = Task { try await fixture.filter(wordTranscript(2)) }
      while fixture.progress.all.count == count { try await Task.sleep(for: .milliseconds(5)) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try await fixture.filter(wordTranscript(1)).segments.count == 1)
    }
    await fixture.host.shutDown()
  }

  @Test(
    arguments: [
      (#""héllo""#, "héllo"), (#"b"\x00\x01".replace(b"\x00", b"0")"#, "0\u{1}"),
      (#"__import__("pathlib").Path(request.temporary_directory, "out.bin")"#, "from a file"),
    ])
  func `an exporter gives text, bytes or a file`(result: String, expected: String) async throws {
    let fixture = try ExternalFixture(
      """
      def export(request):
          with open(os.path.join(request.temporary_directory, "out.bin"), "w") as file:
              file.write("from a file")
          return \(result)
      surtitle_plugin.serve(export=export)
      """, kind: "exporter")
    let data = try await export(fixture)
    #expect(String(decoding: data, as: UTF8.self) == expected)
  }

  @Test(
    arguments: [
      ("link.symlink_to('/etc/hostname')\n    return link", "outside of its temporary folder"),
      ("return pathlib.Path('/etc/hostname')", "outside of its temporary folder"),
      ("return room / '..' / '..' / '..' / 'secret'", "outside of its temporary folder"),
      // The room itself becomes a link.
      ("room.rmdir()\n    room.symlink_to('/etc')\n    return room / 'hostname'", "cannot be read"),
      ("os.mkfifo(link)\n    return link", "no regular file"),
      ("link.write_text('x' * 1001)\n    return link", "more than 1000 bytes"),
    ])
  func `no other file is read for it`(body: String, reason: String) async throws {
    let fixture = try ExternalFixture(
      """
      import pathlib
      def export(request):
          room = pathlib.Path(request.temporary_directory)
          link = room / "link"
          \(body)
      surtitle_plugin.serve(export=export)
      """, kind: "exporter", limits: { $0.answer = 1000 })
    let failure = await #expect(throws: PluginFailure.self) { try await export(fixture) }
    #expect(failure?.code == .garbage)
    #expect(failure?.description.contains(reason) == true, "\(String(describing: failure))")
  }

  private func export(_ fixture: ExternalFixture) async throws -> Data {
    guard case .exporter(let exporter) = fixture.plugin.instance else { throw CancellationError() }
    let stream = MediaStream(index: 0, kind: .audio, codec: "aac")
    let input = ExportInput(
      mediaName: "Film.mkv",
      media: MediaInfo(container: "matroska", duration: MediaTime(seconds: 2), startTime: .zero, streams: [stream]),
      track: AudioTrackChoice(stream: stream, reason: .onlyTrack), transcript: wordTranscript(2))
    defer { Task { await fixture.host.shutDown() } }
    return try await exporter.export(input, in: fixture.context)
  }
}

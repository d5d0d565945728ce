import BurnIn
import Foundation
import Media
import MediaIO
import Subtitles
import SystemPackage
import TestSupport
import Testing
import Timeline

@Suite(.enabled(if: canBurnIn), .timeLimit(.minutes(2))) struct BurnInRendererTests {
  private func line(_ folder: TemporaryFolder, _ name: String = "out.mp4", source: String = "whole.mkv") throws
    -> BurnInCommandLine
  {
    var style = BurnInStyle()
    (style.playResX, style.playResY, style.fontSize) = (64, 64, 40)
    (style.marginLeft, style.marginRight, style.marginVertical) = (0, 0, 0)
    let script = try folder.write(BurnInScript.text(of: document("MMMM", "MMMM"), style: style), to: "cues.ass")
    return BurnInCommandLine(
      source: Films.named(source), script: script, output: folder.path.appending(name),
      geometry: try FrameReader(Films.named(source)).geometry)
  }

  @Test func theTextIsInThePictures() async throws {
    let folder = try TemporaryFolder()
    let line = try line(folder)
    let seen = Seen()
    try await BurnInRenderer(line, duration: MediaTime(milliseconds: 4_000)).run { seen.note($0) }
    let (before, after) = (try FrameReader(line.source), try FrameReader(line.output))
    let during = MediaTime(milliseconds: 500)
    #expect(try after.picture(at: during).difference(from: before.picture(at: during)) != nil)
    let later = MediaTime(milliseconds: 3_000)
    #expect(try after.picture(at: later).difference(from: before.picture(at: later)) == nil)
    #expect(seen.values.last == 1 && seen.values == seen.values.sorted())
    // The sound is the same, packet by packet.
    let (old, new) = (try MediaProbe.probe(line.source), try MediaProbe.probe(line.output))
    #expect(new.streams.map(\.codec) == ["h264", "opus"] && old.streams[1].codec == "opus")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path.string).sorted() == ["cues.ass", "out.mp4"])
  }

  @Test func nothingIsWrittenOver() async throws {
    let folder = try TemporaryFolder()
    let line = try line(folder)
    try folder.write("mine", to: "out.mp4")
    await #expect { try await BurnInRenderer(line, duration: nil).run() } throws: {
      ($0 as? MediaError)?.code == .exists
    }
    try await BurnInRenderer(line, duration: nil, replaces: true).run()
    #expect(try MediaProbe.probe(line.output).streams.count == 2)
  }

  @Test func cancellationLeavesNothing() async throws {
    let folder = try TemporaryFolder()
    // A filter that waits: the film would take for ever.
    let program = try folder.write(
      "#!/bin/sh\ncase \"$*\" in *-filters*|*-encoders*) exec ffmpeg \"$@\";; esac\nexec sleep 1000.25\n", to: "slow")
    #expect(chmod(program.string, 0o755) == 0)
    let line = try line(folder)
    let task = Task { try await BurnInRenderer(line, duration: nil, executable: program.string).run() }
    try await Task.sleep(for: .milliseconds(800))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try await TestProcesses.isNoneLeft(with: "1000.25"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path.string).sorted() == ["cues.ass", "slow"])
  }

  @Test func whatIsMissingIsSaidPlainly() async throws {
    let folder = try TemporaryFolder()
    let line = try line(folder)
    await #expect { try await BurnInRenderer(line, duration: nil, executable: "no-such-ffmpeg").run() } throws: {
      "\($0)".contains("no-such-ffmpeg")
    }
    let poor = try folder.write("#!/bin/sh\necho ' ... scale  V->V  Scale.'\n", to: "poor")
    #expect(chmod(poor.string, 0o755) == 0)
    await #expect { try await BurnInRenderer(line, duration: nil, executable: poor.string).run() } throws: {
      "\($0)".contains("libass")
    }
    let abilities = FFmpegAbilities(filters: ["ass"], encoders: ["libx265"])
    #expect(abilities.obstacle(to: VideoCoding(.h265)) == nil)
    #expect(abilities.obstacle(to: VideoCoding(.h264))?.message.contains("it has h265") == true)
  }

  @Test func whatFFmpegSaysIsHandedOn() async throws {
    let folder = try TemporaryFolder()
    var line = try line(folder)
    line.script = folder.path.appending("absent.ass")
    await #expect { try await BurnInRenderer(line, duration: nil).run() } throws: {
      ($0 as? BurnInError)?.code == .failed
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path.string) == ["cues.ass"])
  }

  @Test func listsAndProgressAreRead() {
    let filters =
      " ------\n T.. = Timeline support\n ... ass               V->V       Render ASS subtitles\n TSC overlay VV->V Overlay\n"
    #expect(FFmpegAbilities.names(in: filters, legend: 2...3) == ["ass", "overlay"])
    let eighth = " ------\n T. = Timeline support\n .. ass               V->V       Render ASS subtitles\n"
    #expect(FFmpegAbilities.names(in: eighth, legend: 2...3) == ["ass"])
    let encoders = "Encoders:\n V..... = Video\n ------\n V....D libx264              libx264 H.264\n"
    #expect(FFmpegAbilities.names(in: encoders, legend: 6...6) == ["libx264"])
    var progress = BurnInProgress()
    let ends = [
      "frame=12", "out_time_us=1500000", "out_time=00:00:01.5", "progress=continue", "out_time_us=N/A", "progress=end",
    ]
    .map { progress.take(Substring($0)) }
    #expect(ends == [false, false, false, true, false, true])
    #expect(progress.time == MediaTime(milliseconds: 1_500) && progress.isAtEnd)
  }
}

private final class Seen: @unchecked Sendable {
  private let lock = NSLock()
  private var seen: [Double] = []

  var values: [Double] { lock.withLock { seen } }
  func note(_ value: Double) { lock.withLock { seen.append(value) } }
}

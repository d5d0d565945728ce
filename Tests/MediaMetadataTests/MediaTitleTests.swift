import MediaMetadata
import Testing

@Suite struct MediaTitleTests {
  @Test(arguments: [
    ("The.Long.Road.2014.1080p.BluRay.x264-GRP.mkv", "The Long Road", 2014),
    ("The Long Road (2014).mp4", "The Long Road", 2014),
    ("The Long Road (2014) [1080p] [WEBRip].mp4", "The Long Road", 2014),
    ("Blade Runner 2049.mkv", "Blade Runner 2049", nil),
    ("Blade.Runner.2049.2017.2160p.UHD.mkv", "Blade Runner 2049", 2017),
    ("2012.2009.1080p.mkv", "2012", 2009),
    ("1917.mkv", "1917", nil),
    ("Web of Lies.mkv", "Web of Lies", nil),
    ("Extended Stay 2010.mkv", "Extended Stay 2010", nil),
    ("holiday_video_720p.mov", "holiday video", nil),
    ("[Group] Some Film [1080p][ABCD1234].mkv", "Some Film", nil),
    ("Interview no. 5.wav", "Interview no. 5", nil),
    ("v1.2 release notes.mp3", "v1.2 release notes", nil),
    ("1080p.mkv", "1080p", nil),
    (".mkv", "mkv", nil),
    ("a", "a", nil),
    ("...", "...", nil),
    ("[]", "[]", nil),
    ("Ночь.1080p.mkv", "Ночь", nil),
    ("夜の列車.mp4", "夜の列車", nil),
  ])
  func comesFromTheFileName(name: String, title: String, year: Int?) {
    let found = MediaTitle(tag: nil, fileName: name)
    #expect(found.text == title && found.year == year && found.source == .fileName && !found.isEpisode)
  }

  @Test(arguments: [
    ("The.Show.S02E05.The.Big.Day.1080p.WEB-DL.x264-GRP.mkv", "The Show", 2, 5, "The Big Day"),
    ("The Show - s01e02 - Pilot.mp4", "The Show", 1, 2, "Pilot"),
    ("The Show 1x02.mkv", "The Show", 1, 2, nil),
    ("The Show (2005) S01E01 Rose.mkv", "The Show", 1, 1, "Rose"),
    ("The Show Season 3 Episode 14.mkv", "The Show", 3, 14, nil),
    ("Show.S00E01.Special.720p.mkv", "Show", 0, 1, "Special"),
  ])
  func knowsEpisodes(name: String, title: String, season: Int, episode: Int, episodeTitle: String?) {
    let found = MediaTitle(tag: nil, fileName: name)
    #expect(found.text == title && found.season == season && found.episode == episode)
    #expect(found.episodeTitle == episodeTitle)
  }

  @Test func severalEpisodesInAFile() {
    let found = MediaTitle(tag: nil, fileName: "Show.S01E01E02.mkv")
    #expect(found.episode == 1 && found.lastEpisode == 2)
  }

  @Test func theContainersTitleGoesFirst() {
    let found = MediaTitle(tag: "  The Long\n Road ", fileName: "tlr-final.mkv")
    #expect(found.text == "The Long Road" && found.source == .container)
  }

  @Test func aContainersTitleThatIsAFileNameIsCleaned() {
    let found = MediaTitle(tag: "The.Long.Road.2014.1080p.BluRay.x264-GRP", fileName: "x.mkv")
    #expect(found.text == "The Long Road" && found.year == 2014 && found.source == .container)
  }

  @Test func theContainersTitleOfAnEpisodeIsThatOfTheEpisode() {
    let found = MediaTitle(tag: "The Big Day", fileName: "The.Show.S02E05.mkv")
    #expect(found.text == "The Show" && found.episodeTitle == "The Big Day" && found.episode == 5)
  }

  @Test(arguments: ["", " ", "\n", "…", "\u{0}"]) func aTagOfNothingIsNone(tag: String) {
    #expect(MediaTitle(tag: tag, fileName: "Film.mkv").source == .fileName)
  }

  @Test func aHugeTagIsCut() {
    #expect(MediaTitle(tag: String(repeating: "ab ", count: 1_000_000), fileName: "Film.mkv").text.count <= 1000)
  }
}

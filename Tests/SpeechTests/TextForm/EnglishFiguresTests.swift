import Speech
import Testing

/// Numbers in words → figures, in English.
struct EnglishFiguresTests {
  @Test(arguments: [
    ("twenty five percent", "25%"),
    ("Twenty-five per cent of it.", "25% of it."),
    ("one percent", "1%"),
    ("zero point five percent", "0.5%"),
    ("5 percent", "5%"),
    ("in nineteen ninety nine,", "in 1999,"),
    ("nineteen oh five", "1905"),
    ("nineteen-ninety-nine", "1999"),
    ("ten sixty six", "1066"),
    ("twenty twenty five", "2025"),
    ("eighteen twelve", "1812"),
    ("nineteen hundred", "1900"),
    ("the nineteen eighties", "the 1980s"),
    ("two thousand and five", "2005"),
    ("two thousand five", "2005"),
    ("three hundred and forty two people", "342 people"),
    ("a hundred and one", "101"),
    ("one hundred", "100"),
    ("twenty five hundred", "2500"),
    ("twelve thousand three hundred forty five", "12,345"),
    ("two million three hundred thousand", "2,300,000"),
    ("five million people", "5 million people"),
    ("one point two million", "1.2 million"),
    ("between one hundred and two hundred", "between 100 and 200"),
    ("between one hundred and ninety", "between 100 and 90"),
    ("two thousand and three thousand", "2000 and 3000"),
    ("three point one four", "3.14"),
    ("twenty point oh five", "20.05"),
    ("minus five degrees", "−5 degrees"),
    ("zero degrees", "0 degrees"),
    ("the twenty first century", "the 21st century"),
    ("twenty-second of June", "22nd of June"),
    ("the thirty second president", "the 32nd president"),
    ("a thirty second clip", "a 30 second clip"),
    ("a thirty-second clip", "a 30-second clip"),
    ("the eleventh hour", "the 11th hour"),
    ("the one hundred and first", "the 101st"),
    ("one hundred twenty third", "123rd"),
    ("two hundredth", "200th"),
    ("May fifth", "May 5th"),
    ("the fifth of May", "the 5th of May"),
    ("five dollars", "$5"),
    ("one dollar", "$1"),
    ("“twenty euros”.", "“€20”."),
    ("ten pounds sterling", "£10"),
    ("five dollars and twenty cents", "$5.20"),
    ("five million dollars", "$5 million"),
    ("a five-dollar bill", "a $5 bill"),
    ("five dollars' worth", "5 dollars' worth"),
    ("five thirty p.m.", "5:30 p.m."),
    ("at ten fifteen", "at 10:15"),
    ("seven oh five am", "7:05 am"),
    ("one o'clock", "1 o'clock"),
    ("twenty-five-year-old", "25-year-old"),
    ("five five five one two three four", "5551234"),
    ("call five five five, one two three four.", "call 555, 1234."),
    ("eight hundred five five five", "800 555"),
    ("one, two, three", "1, 2, 3"),
    ("chapter one", "chapter 1"),
    ("I have two cats", "I have 2 cats"),
    ("twenty four seven", "24/7"),
    ("(twenty)", "(20)"),
    ("March twenty-third, nineteen eighty-four", "March 23rd, 1984"),
    ("the twenty fourth", "the 24th"),
    ("Twenty-second.", "22nd."),
    ("twenty first-graders", "20 first-graders"),
    ("nineteen ninety-nine dollars", "$19.99"),
    ("two dollars fifty", "$2.50"),
    ("ten twenty-dollar bills", "10 $20 bills"),
    ("17 billion euros", "€17 billion"),
    ("forty-second Street", "42nd Street"),
    ("two to one", "2 to 1"),
    ("from one to ten", "from 1 to 10"),
    ("five hundred thousand dollars", "$500,000"),
    ("ninety nine point nine percent", "99.9%"),
    ("in her twenties", "in her 20s"),
    ("a hundred thousand", "100,000"),
    ("one oh one", "101"),
  ])
  func `spelt out numbers become figures`(spoken: String, figures: String) {
    #expect(SpokenText.form(spoken, .digits) == figures)
  }

  @Test(arguments: [
    "one of them", "no one", "one", "One day", "the one", "one another", "one by one", "one or two", "you two",
    "the two of us", "first things first", "a second", "the third time", "a tenth of it", "nine tenths", "two thirds",
    "three quarters", "two and a half", "two and three quarter inches", "one and a half percent", "a million reasons",
    "millions", "hundreds of people",
    "zero tolerance", "one-on-one", "fifty-fifty", "someone", "often", "weight", "the point one makes", "may", "oh no",
    "high five", "cloud nine", "one to one", "march first", "five-year-old", "and", "1999", "25%", "$5", "",
  ])
  func `what is no number stays`(text: String) {
    #expect(SpokenText.form(text, .digits) == text)
  }

  @Test func `marks end a number`() {
    #expect(SpokenText.form("twenty, five", .digits) == "20, 5")
    #expect(SpokenText.form("I am twenty. Five came.", .digits) == "I am 20. 5 came.")
  }
}

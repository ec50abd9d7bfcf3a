using CsCheck;
using LeadGen.Web.Imports;

namespace LeadGen.Web.Tests.Imports;

public sealed class PersonLineTests
{
    [Theory]
    [InlineData("ada@alder.example", "ada@alder.example|||")]
    [InlineData(" ada@alder.example , Ada, Alder, Alder GmbH ", "ada@alder.example|Ada|Alder|Alder GmbH")]
    [InlineData(
        "ada@alder.example;Ada;von Alder;Alder, Birch & Co",
        "ada@alder.example|Ada|von Alder|Alder, Birch & Co"
    )]
    [InlineData("ada@alder.example\t\tAlder", "ada@alder.example||Alder|")]
    [InlineData("Ada Maria Alder <ada@alder.example>", "ada@alder.example|Ada Maria|Alder|")]
    [InlineData("\"Ada Alder\" <ada@alder.example>, Alder GmbH", "ada@alder.example|Ada|Alder|Alder GmbH")]
    [InlineData("Alder, Ada <ada@alder.example>", "ada@alder.example|Ada|Alder|")]
    [InlineData("Ada;Alder;ada@alder.example;Alder GmbH", "ada@alder.example|Ada|Alder|Alder GmbH")]
    [InlineData("nobody", "nobody|||")]
    public void A_line_is_read_as_people_write_them(string line, string parts)
    {
        var person = PersonLine.Read(line)!;

        Assert.Equal(parts, $"{person.Email}|{person.FirstName}|{person.LastName}|{person.Company}");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r")]
    [InlineData(" , ,")]
    public void An_empty_line_is_nobody(string line) => Assert.Null(PersonLine.Read(line));

    [Fact]
    public void No_line_is_too_strange_to_be_read() =>
        Gen.Char["ab@<>,;\t\" .\r"]
            .Array[0, 30]
            .Sample(letters => PersonLine.Read(new string(letters)) is null or { Email: not null });
}

using CsCheck;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class CodeListTests
{
    [Fact]
    public void Codes_are_read_from_lines_and_from_the_first_column_of_a_CSV()
    {
        var list = CodeList.Read("\uFEFFCode;Value\r\nAB-1;10\r\n\r\n\"AB-2\",20\nAB-3\t30\n  AB-4  \nAB-1\nab-1");

        Assert.Equal(["AB-1", "AB-2", "AB-3", "AB-4", "ab-1"], list.Codes);
        Assert.Equal((1, 0), (list.Repeated, list.Refused.Count));
    }

    [Fact]
    public void A_line_that_holds_no_code_is_told()
    {
        var list = CodeList.Read("GOOD\ntwo words\n" + new string('x', Coupon.CodeMaxLength + 1));

        Assert.Equal(["GOOD"], list.Codes);
        Assert.Equal(2, list.Refused.Count);
        Assert.Equal("two words", list.Refused[0]);
    }

    [Fact]
    public void Every_line_with_something_in_its_first_cell_is_a_code_a_repeat_or_refused() =>
        Gen.String[Gen.Char["AB1 \t,;\"\n"], 0, 60]
            .Sample(text =>
            {
                var list = CodeList.Read(text);
                Assert.Equal(list.Codes.Count, list.Codes.Distinct(StringComparer.Ordinal).Count());
                Assert.All(list.Codes, code => Assert.True(DeliveryRules.IsCode(code)));
                Assert.InRange(list.Codes.Count + list.Repeated + list.Refused.Count, 0, text.Split('\n').Length);
            });
}

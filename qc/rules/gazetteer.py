"""Where countries and Chinese provincial units lie: boxes of whole degrees or tenths, written for the place rule.

A line is `names | south west north east [; a further box]`, the first name being the one in messages.
A box that crosses the date line has its west beyond its east. Boxes are wide rather than narrow:
they answer "can this point be there", never "is it".
"""

from functools import cache
from typing import NamedTuple


class Box(NamedTuple):
    """South, west, north, east in degrees."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, latitude: float, longitude: float, tolerance: float) -> bool:
        """Whether a point is inside, or outside by no more than the tolerance (degrees)."""
        if not self.south - tolerance <= latitude <= self.north + tolerance:
            return False
        west, east = self.west - tolerance, self.east + tolerance
        if self.west <= self.east:
            return west <= longitude <= east
        return longitude >= west or longitude <= east


COUNTRIES = """
Afghanistan | 29.3 60.5 38.5 74.9
Albania | 39.6 19.2 42.7 21.1
Algeria | 18.9 -8.7 37.1 12.0
Andorra | 42.4 1.4 42.7 1.8
Angola | -18.1 11.6 -4.3 24.1
Antarctica | -90 -180 -60 180
Antigua and Barbuda | 16.9 -62.0 17.8 -61.6
Argentina | -55.1 -73.6 -21.7 -53.6
Armenia | 38.8 43.4 41.3 46.7
Australia | -43.8 112.9 -9.1 153.7
Austria | 46.3 9.5 49.1 17.2
Azerbaijan | 38.3 44.7 42.0 50.7
Bahamas | 20.9 -80.5 27.3 -72.7
Bahrain | 25.5 50.3 26.4 50.9
Bangladesh | 20.5 88.0 26.7 92.7
Barbados | 13.0 -59.7 13.4 -59.4
Belarus | 51.2 23.1 56.2 32.8
Belgium | 49.4 2.5 51.6 6.5
Belize | 15.8 -89.3 18.5 -87.4
Benin | 6.1 0.7 12.5 3.9
Bhutan | 26.7 88.7 28.4 92.2
Bolivia | -23.0 -69.7 -9.6 -57.4
Bosnia and Herzegovina | 42.5 15.7 45.3 19.7
Botswana | -27.0 19.9 -17.7 29.4
Brazil | -33.8 -74.0 5.3 -28.8
Brunei | 4.0 114.0 5.1 115.4
Bulgaria | 41.2 22.3 44.3 28.7
Burkina Faso | 9.4 -5.6 15.1 2.5
Burundi | -4.5 28.9 -2.3 30.9
Cambodia | 9.9 102.3 14.7 107.7
Cameroon | 1.6 8.4 13.1 16.2
Canada | 41.6 -141.1 83.2 -52.6
Cape Verde, Cabo Verde | 14.7 -25.4 17.3 -22.6
Central African Republic | 2.2 14.4 11.1 27.5
Chad | 7.4 13.4 23.5 24.1
Chile | -56.0 -75.8 -17.4 -66.4; -27.3 -109.6 -26.9 -109.1
China, 中国, PR China, P.R. China, People's Republic of China | 17.9 73.4 53.6 135.1; 3.0 108.0 22.0 120.0
Colombia | -4.3 -79.1 13.5 -66.8
Comoros | -12.5 43.2 -11.3 44.6
Costa Rica | 8.0 -86.0 11.3 -82.5; 5.4 -87.2 5.6 -86.9
Cote d'Ivoire, Ivory Coast, Côte d'Ivoire | 4.3 -8.7 10.8 -2.4
Croatia | 42.3 13.4 46.6 19.5
Cuba | 19.8 -85.0 23.3 -74.1
Cyprus | 34.5 32.2 35.8 34.7
Czech Republic, Czechia | 48.5 12.0 51.1 18.9
Democratic Republic of the Congo | -13.5 12.1 5.4 31.4
Denmark | 54.5 8.0 57.8 15.3
Djibouti | 10.9 41.7 12.8 43.5
Dominica | 15.2 -61.5 15.7 -61.2
Dominican Republic | 17.4 -72.1 20.0 -68.3
Ecuador | -5.1 -81.1 1.5 -75.1; -1.5 -92.1 1.7 -89.2
Egypt | 21.9 24.6 31.8 37.0
El Salvador | 13.1 -90.2 14.5 -87.6
Equatorial Guinea | -1.5 5.6 3.8 11.4
Eritrea | 12.3 36.4 18.1 43.2
Estonia | 57.5 21.7 59.8 28.3
Eswatini, Swaziland | -27.4 30.7 -25.7 32.2
Ethiopia | 3.3 32.9 15.0 48.1
Falkland Islands (Islas Malvinas), Falkland Islands | -52.5 -61.5 -51.0 -57.6
Faroe Islands | 61.3 -7.8 62.5 -6.2
Fiji | -20.8 176.8 -12.4 -178.2
Finland | 59.7 20.5 70.2 31.6
France | 41.3 -5.3 51.2 9.7
French Guiana | 2.1 -54.7 5.9 -51.6
French Polynesia | -27.7 -154.8 -7.8 -134.8
Gabon | -4.0 8.6 2.4 14.6
Gambia | 13.0 -16.9 13.9 -13.7
Georgia | 41.0 39.9 43.6 46.8
Germany | 47.2 5.8 55.1 15.1
Ghana | 4.7 -3.3 11.2 1.2
Greece | 34.7 19.3 41.8 29.7
Greenland | 59.7 -73.3 83.7 -11.2
Grenada | 11.9 -61.9 12.6 -61.3
Guadeloupe | 15.8 -61.9 16.6 -60.9
Guam | 13.2 144.6 13.7 145.0
Guatemala | 13.7 -92.3 17.9 -88.2
Guinea | 7.1 -15.2 12.7 -7.6
Guinea-Bissau | 10.8 -16.8 12.7 -13.6
Guyana | 1.1 -61.5 8.6 -56.4
Haiti | 18.0 -74.5 20.1 -71.6
Honduras | 12.9 -89.4 17.5 -82.4
Hong Kong | 22.1 113.8 22.6 114.5
Hungary | 45.7 16.1 48.6 22.9
Iceland | 63.2 -24.6 66.6 -13.4
India | 6.7 68.1 35.6 97.4
Indonesia | -11.1 94.9 6.1 141.1
Iran | 25.0 44.0 39.8 63.4
Iraq | 29.0 38.7 37.4 48.6
Ireland | 51.4 -10.7 55.5 -5.9
Israel | 29.4 34.2 33.4 35.9
Italy | 35.4 6.6 47.1 18.6
Jamaica | 17.7 -78.4 18.6 -76.1
Japan | 24.0 122.9 45.6 146.0
Jordan | 29.1 34.9 33.4 39.4
Kazakhstan | 40.5 46.4 55.5 87.4
Kenya | -4.8 33.9 5.1 42.0
Kiribati | -11.5 169.5 4.8 -150.1
Kosovo | 41.8 20.0 43.3 21.8
Kuwait | 28.5 46.5 30.2 48.5
Kyrgyzstan | 39.1 69.2 43.3 80.3
Laos | 13.9 100.0 22.6 107.7
Latvia | 55.6 20.9 58.1 28.3
Lebanon | 33.0 35.0 34.7 36.7
Lesotho | -30.7 27.0 -28.5 29.5
Liberia | 4.3 -11.6 8.6 -7.3
Libya | 19.5 9.3 33.2 25.2
Liechtenstein | 47.0 9.4 47.3 9.7
Lithuania | 53.8 20.9 56.5 26.9
Luxembourg | 49.4 5.7 50.2 6.6
Macau, Macao | 22.1 113.5 22.3 113.7
Madagascar | -25.7 43.1 -11.9 50.6
Malawi | -17.2 32.6 -9.3 36.0
Malaysia | 0.8 99.6 7.5 119.3
Maldives | -0.8 72.6 7.2 73.8
Mali | 10.1 -12.3 25.1 4.3
Malta | 35.7 14.1 36.1 14.6
Marshall Islands | 4.5 160.7 14.8 172.2
Martinique | 14.3 -61.3 14.9 -60.8
Mauritania | 14.7 -17.1 27.4 -4.8
Mauritius | -20.6 56.5 -10.3 63.6
Mexico | 14.5 -118.5 32.8 -86.6
Micronesia, Federated States of Micronesia | 0.9 137.2 10.2 163.1
Moldova | 45.4 26.6 48.5 30.2
Monaco | 43.7 7.3 43.8 7.5
Mongolia | 41.5 87.7 52.2 120.0
Montenegro | 41.8 18.4 43.6 20.4
Morocco | 27.6 -13.3 36.0 -0.9
Mozambique | -26.9 30.2 -10.4 40.9
Myanmar, Burma | 9.6 92.1 28.6 101.2
Namibia | -29.0 11.7 -16.9 25.3
Nepal | 26.3 80.0 30.5 88.3
Netherlands, The Netherlands | 50.7 3.3 53.6 7.3
New Caledonia | -22.9 163.5 -19.5 168.2
New Zealand | -47.4 166.4 -34.3 178.7; -44.5 -177.0 -43.5 -175.8
Nicaragua | 10.7 -87.8 15.1 -82.6
Niger | 11.6 0.1 23.6 16.0
Nigeria | 4.2 2.6 13.9 14.7
North Korea | 37.6 124.1 43.1 130.8
North Macedonia, Macedonia | 40.8 20.4 42.4 23.1
Norway | 57.9 4.4 71.3 31.2; 74.0 10.0 81.0 34.0
Oman | 16.6 51.9 26.5 59.9
Pakistan | 23.6 60.8 37.2 77.9
Palau | 2.9 131.1 8.2 134.8
Palestine, West Bank, Gaza Strip | 31.2 34.2 32.6 35.6
Panama | 7.1 -83.1 9.7 -77.1
Papua New Guinea | -11.7 140.8 -0.8 157.1
Paraguay | -27.7 -62.7 -19.2 -54.2
Peru | -18.4 -81.4 0.1 -68.6
Philippines | 4.5 116.8 21.2 126.7
Poland | 48.9 14.1 54.9 24.2
Portugal | 36.9 -9.6 42.2 -6.1; 36.8 -31.4 39.8 -24.9; 32.3 -17.4 33.2 -16.2
Puerto Rico | 17.8 -68.0 18.6 -65.2
Qatar | 24.4 50.7 26.2 51.7
Republic of the Congo | -5.1 11.1 3.8 18.7
Reunion, Réunion | -21.5 55.2 -20.8 55.9
Romania | 43.6 20.2 48.3 29.8
Russia, Russian Federation | 41.1 19.6 82.0 -168.9
Rwanda | -2.9 28.8 -1.0 30.9
Saint Lucia | 13.7 -61.1 14.2 -60.8
Samoa | -14.1 -172.9 -13.4 -171.3
San Marino | 43.8 12.4 44.0 12.6
Sao Tome and Principe | -0.1 6.4 1.8 7.5
Saudi Arabia | 16.3 34.4 32.2 55.7
Senegal | 12.3 -17.6 16.7 -11.3
Serbia | 42.2 18.8 46.2 23.1
Seychelles | -10.3 46.1 -3.7 56.3
Sierra Leone | 6.9 -13.4 10.0 -10.2
Singapore | 1.1 103.6 1.5 104.1
Slovakia | 47.7 16.8 49.7 22.6
Slovenia | 45.4 13.3 46.9 16.7
Solomon Islands | -12.4 155.4 -6.5 170.3
Somalia | -1.7 40.9 12.0 51.5
South Africa | -34.9 16.4 -22.1 33.0; -47.1 37.5 -46.5 38.1
South Korea, Republic of Korea, Korea | 33.0 124.5 38.7 131.0
South Sudan | 3.4 23.4 12.3 36.0
Spain | 35.9 -9.4 43.9 4.4; 27.6 -18.2 29.5 -13.3
Sri Lanka | 5.9 79.5 9.9 82.0
Sudan | 8.6 21.8 22.3 38.7
Suriname | 1.8 -58.2 6.1 -53.9
Svalbard | 74.0 10.0 81.0 34.0
Sweden | 55.3 10.9 69.1 24.2
Switzerland | 45.8 5.9 47.9 10.6
Syria | 32.3 35.6 37.4 42.4
Taiwan | 21.8 118.1 26.5 122.1
Tajikistan | 36.6 67.3 41.1 75.2
Tanzania | -11.8 29.3 -0.9 40.5
Thailand | 5.6 97.3 20.5 105.7
Timor-Leste, East Timor | -9.6 124.0 -8.1 127.4
Togo | 6.0 -0.2 11.2 1.9
Tonga | -22.4 -176.3 -15.5 -173.7
Trinidad and Tobago | 10.0 -62.0 11.4 -60.5
Tunisia | 30.2 7.5 37.6 11.6
Turkey, Türkiye, Turkiye | 35.8 25.6 42.2 44.9
Turkmenistan | 35.1 52.4 42.8 66.7
Uganda | -1.5 29.5 4.3 35.1
Ukraine | 44.3 22.1 52.4 40.3
United Arab Emirates | 22.6 51.5 26.2 56.5
United Kingdom, UK, Great Britain, England, Scotland, Wales | 49.8 -8.7 60.9 1.8
Uruguay | -35.1 -58.5 -30.0 -53.0
USA, United States, United States of America, US | 24.4 -125.0 49.4 -66.9; 51.0 172.0 71.5 -129.9; 18.8 -178.4 28.5 -154.7; 17.6 -67.4 18.6 -64.5
Uzbekistan | 37.1 55.9 45.7 73.2
Vanuatu | -20.3 166.5 -13.0 170.3
Vatican City, Holy See | 41.8 12.4 42.0 12.5
Venezuela | 0.6 -73.4 12.3 -59.7
Viet Nam, Vietnam | 8.3 102.1 23.4 109.6
Western Sahara | 20.7 -17.2 27.7 -8.6
Yemen | 12.0 42.5 19.0 54.6
Zambia | -18.1 21.9 -8.2 33.8
Zimbabwe | -22.5 25.2 -15.6 33.1
"""

PROVINCES = """
Anhui, 安徽 | 29.3 114.8 34.7 119.7
Beijing, 北京, Peking | 39.4 115.4 41.1 117.6
Chongqing, 重庆 | 28.1 105.2 32.3 110.2
Fujian, 福建 | 23.5 115.8 28.4 120.8
Gansu, 甘肃 | 32.5 92.3 42.8 108.8
Guangdong, 广东 | 20.1 109.6 25.6 117.4
Guangxi, 广西 | 20.9 104.4 26.4 112.1
Guizhou, 贵州 | 24.6 103.5 29.3 109.6
Hainan, 海南 | 18.1 108.6 20.2 111.1; 3.0 108.0 18.1 118.0
Hebei, 河北 | 36.0 113.4 42.7 119.9
Heilongjiang, 黑龙江 | 43.4 121.1 53.6 135.1
Henan, 河南 | 31.3 110.3 36.4 116.7
Hong Kong, 香港 | 22.1 113.8 22.6 114.5
Hubei, 湖北 | 29.0 108.3 33.3 116.2
Hunan, 湖南 | 24.6 108.7 30.2 114.3
Inner Mongolia, Nei Mongol, Neimenggu, 内蒙古 | 37.4 97.1 53.4 126.1
Jiangsu, 江苏 | 30.7 116.3 35.2 122.0
Jiangxi, 江西 | 24.4 113.5 30.1 118.5
Jilin, 吉林 | 40.8 121.6 46.4 131.4
Liaoning, 辽宁 | 38.7 118.8 43.5 125.8
Macau, Macao, 澳门 | 22.1 113.5 22.3 113.7
Ningxia, 宁夏 | 35.2 104.2 39.4 107.7
Qinghai, 青海 | 31.5 89.3 39.3 103.1
Shaanxi, 陕西 | 31.7 105.4 39.6 111.3
Shandong, 山东 | 34.3 114.7 38.5 122.8
Shanghai, 上海 | 30.6 120.8 31.9 122.3
Shanxi, 山西 | 34.5 110.2 40.8 114.6
Sichuan, 四川, Szechuan | 26.0 97.3 34.4 108.6
Taiwan, 台湾 | 21.8 118.1 26.5 122.1
Tianjin, 天津 | 38.5 116.7 40.3 118.1
Tibet, Xizang, 西藏 | 26.8 78.3 36.6 99.2
Xinjiang, 新疆 | 34.3 73.4 49.3 96.5
Yunnan, 云南 | 21.1 97.5 29.3 106.3
Zhejiang, 浙江 | 27.0 118.0 31.3 123.2
"""


class Region(NamedTuple):
    """A country or province: its usual name and its boxes."""

    name: str
    boxes: tuple[Box, ...]

    def holds(self, latitude: float, longitude: float, tolerance: float) -> bool:
        """Whether a point is in any box, or off by no more than the tolerance (degrees)."""
        return any(box.holds(latitude, longitude, tolerance) for box in self.boxes)


def parse(table: str) -> dict[str, Region]:
    """Regions by each of their names, folded."""
    regions: dict[str, Region] = {}
    for line in table.strip().splitlines():
        names, _, boxes = line.partition("|")
        spellings = [name.strip() for name in names.split(",")]
        corners = tuple(Box(*map(float, box.split())) for box in boxes.split(";"))
        regions |= {spelling.casefold(): Region(spellings[0], corners) for spelling in spellings}
    return regions


@cache
def countries() -> dict[str, Region]:
    """Countries and territories by folded name."""
    return parse(COUNTRIES)


@cache
def provinces() -> dict[str, Region]:
    """The 34 provincial units of China by folded name, English and Chinese."""
    return parse(PROVINCES)
